"""Signs nanopublications by another library, rightly and wrongly, and has `sayso import` judge them.

Usage: python nanopublications.py PATH-OF-SAYSO [--write]

The normal form of the quads is made here by rdflib, the keys and signatures by cryptography; nothing is shared with sayso.
Each file begins with what is expected of it: `accepted: `, and what the import is to say of the signature, or `refused: `,
and what is to be in the reason. With --write the files are kept in tests/fixtures/import/signed, where the tests of
sayso find them; the secret keys are thrown away, so every run makes other ones.
"""

import base64
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import rdflib
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import dsa, padding, rsa
except ImportError as missing:
    print(f"SKIPPED: {missing}; no nanopublication was signed by another library", file=sys.stderr)
    sys.exit(77)

rdflib.NORMALIZE_LITERALS = False
ROOT = Path(__file__).resolve().parents[2]
BASE = "https://np.example/"
NPX = "http://purl.org/nanopub/x/"
PREFIXES = """@prefix np: <http://www.nanopub.org/nschema#> .
@prefix npx: <http://purl.org/nanopub/x/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://people.example/> .
"""
BODY = """
sub:head {{
  this: a np:Nanopublication ;
    np:hasAssertion sub:assertion ;
    np:hasProvenance sub:provenance ;
    np:hasPublicationInfo sub:pubinfo .
}}

sub:assertion {{
  ex:heron ex:nestsOn "the {where}\\nand \\\\ the “mill”"@en-GB .
}}

sub:provenance {{
  sub:assertion prov:wasAttributedTo ex:watcher .
}}

sub:pubinfo {{
  this: dct:created "2024-03-01T00:00:00Z"^^xsd:dateTime {creator}.
{element}}}
"""


def prefixes(name):
    ending = "/" if name else ""
    return f"{PREFIXES}@prefix this: <{BASE}{name}> .\n@prefix sub: <{BASE}{name}{ending}> .\n"


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def normal(text, without=None):
    """The quads of a nanopublication whose code is PLACE, as they are hashed; but for one predicate."""
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    lines = []
    for subject, predicate, thing, graph in dataset.quads():
        if str(predicate) == without:
            continue
        names = [str(name).replace("PLACE", " ") for name in (graph, subject, predicate)]
        if isinstance(thing, rdflib.URIRef):
            value = str(thing).replace("PLACE", " ")
            key, last = (0, value, "", ""), escaped(value)
        elif thing.language:
            key = (1, str(thing), "", thing.language.lower())
            last = f"@{thing.language.lower()} {escaped(str(thing))}"
        else:
            datatype = str(thing.datatype or "http://www.w3.org/2001/XMLSchema#string")
            key, last = (1, str(thing), datatype, ""), f"^{datatype} {escaped(str(thing))}"
        lines.append((names, key, "\n".join([*map(escaped, names), last]) + "\n"))
    return "".join(line for *_, line in sorted(lines))


def trusted(text):
    """The same with the hash of its content in its name."""
    digest = hashlib.sha256(normal(text).encode()).digest()
    return text.replace("PLACE", "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("="))


def content(element="", where="town hall", creator="; dct:creator ex:editor "):
    return prefixes("PLACE") + BODY.format(element=element, where=where, creator=creator)


def public(secret):
    return secret.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def encoded(binary):
    return base64.b64encode(binary).decode()


def element(algorithm, key, signature="", more="", target="npx:hasSignatureTarget this: ;"):
    signed = f'\n    npx:hasSignature "{signature}" ;' if signature else ""
    given = f' npx:hasAlgorithm "{algorithm}" ;' if algorithm else ""
    return f"""  sub:sig{given}
    npx:hasPublicKey "{key}" ;{signed}
    {target}
    {more}npx:signedBy ex:signer .
"""


def signature(secret, text):
    message = normal(text, NPX + "hasSignature").encode()
    if isinstance(secret, rsa.RSAPrivateKey):
        return encoded(secret.sign(message, padding.PKCS1v15(), hashes.SHA256()))
    return encoded(secret.sign(message, hashes.SHA256()))


def signed(algorithm, secret, key=None, signature_of=None, change=lambda text: text, **of):
    """A nanopublication that is signed, with another key beside it or of other content where that is asked for."""
    key = encoded(public(secret)) if key is None else key
    more = {name: of.pop(name) for name in ("more", "target") if name in of}
    before = content(element(algorithm, key, **more), **of)
    if signature_of is not None:
        before = content(element(algorithm, key, **more), where=signature_of)
    made = change(signature(secret, before))
    return trusted(content(element(algorithm, key, made, **more), **of))


def der(tag, *parts):
    """A value in DER."""
    body = b"".join(parts)
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (size if len(body) < 128 else bytes([0x80 | len(size)]) + size) + body


def number(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def rsa_key(modulus, exponent):
    kind = der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    return encoded(der(0x30, kind, der(3, b"\0", der(0x30, number(modulus), number(exponent)))))


def dsa_key(prime, divisor, generator, public_number):
    numbers = der(0x30, number(prime), number(divisor), number(generator))
    kind = der(0x30, bytes.fromhex("06072a8648ce380401"), numbers)
    return encoded(der(0x30, kind, der(3, b"\0", number(public_number))))


def cases():
    """Names of files, what is expected of each, and the files."""
    long, short, digital = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 1024), dsa.generate_private_key(2048)
    old = dsa.generate_private_key(1024)
    numbers = digital.public_key().public_numbers()
    domain = (numbers.parameter_numbers.p, numbers.parameter_numbers.q, numbers.parameter_numbers.g)
    modulus = long.public_key().public_numbers().n

    def told(secret, name, bits):
        digest = hashlib.sha256(encoded(public(secret)).encode()).hexdigest()
        return f"accepted: signature verified: {name} key of {bits} bits, SHA-256 {digest}"

    yield "rsa", told(long, "RSA", 2048), signed("RSA", long)
    yield "rsa-short", told(short, "RSA", 1024), signed("RSA", short)
    yield "dsa", told(digital, "DSA", 2048), signed("DSA", digital)
    yield "dsa-short", told(old, "DSA", 1024), signed("DSA", old)
    yield "signer-alone", told(long, "RSA", 2048), signed("RSA", long, creator="")
    broken = signed("RSA", long, change=lambda text: text[:76] + "\\n" + text[76:])
    yield "lines", told(long, "RSA", 2048), broken
    yield "nobody", "accepted: not signed", trusted(content())
    older = "  this: npx:hasSignatureElement sub:sig .\n" + element("", encoded(public(old)), "AAAA", target="")
    yield "older", "accepted: signed in the older way", trusted(content(older))

    unfit = "was not made with the key beside it"
    yield "rsa-of-other", f"refused: {unfit}", signed("RSA", long, signature_of="church")
    yield "dsa-of-other", f"refused: {unfit}", signed("DSA", digital, signature_of="church")
    yield "rsa-other-key", f"refused: {unfit}", signed("RSA", long, key=encoded(public(rsa.generate_private_key(65537, 2048))))
    yield "dsa-other-key", f"refused: {unfit}", signed("DSA", digital, key=encoded(public(dsa.generate_private_key(2048))))
    yield "rsa-cut", f"refused: {unfit}", signed("RSA", long, change=lambda _: "AAAA")
    yield "dsa-cut", f"refused: {unfit}", signed("DSA", digital, change=lambda _: "AAAA")
    zeros = encoded(der(0x30, number(0), number(0)))
    yield "dsa-zeros", f"refused: {unfit}", signed("DSA", digital, change=lambda _: zeros)
    great = encoded(der(0x30, number(domain[1] + 1), number(1 << 4000)))
    yield "dsa-great", f"refused: {unfit}", signed("DSA", digital, change=lambda _: great)
    yield "rsa-as-dsa", "refused: a public key that is none of DSA", signed("DSA", long)
    yield "dsa-as-rsa", "refused: a public key that is none of RSA", signed("RSA", digital)
    yield "key-not-base64", "refused: a public key that is not base64", signed("RSA", long, key="this is no key")
    yield "key-cut", "refused: a public key that is none of RSA", signed("RSA", long, key=encoded(public(long)[:-9]))
    yield "signature-not-base64", "refused: a signature that is not base64", signed("RSA", long, change=lambda text: text[1:] + "€")
    yield "key-small", "refused: an RSA key of 512 bits", signed("RSA", long, key=rsa_key((1 << 511) + 1, 65537))
    yield "key-huge", "refused: an RSA key of 16384 bits", signed("RSA", long, key=rsa_key((1 << 16383) + 1, 65537))
    yield "key-long", "refused: no more than 8192 are read", signed("RSA", long, key="A" * 10_000)
    yield "signature-long", "refused: no more than 8192 are read", signed("RSA", long, change=lambda _: "A" * 10_000)
    yield "key-even", "refused: a public key that is none of RSA", signed("RSA", long, key=rsa_key(modulus - 1, 65537))
    yield "key-exponent-one", "refused: a public key that is none of RSA", signed("RSA", long, key=rsa_key(modulus, 1))
    yield "key-exponent-huge", "refused: a public key that is none of RSA", signed("RSA", long, key=rsa_key(modulus, modulus - 2))
    yield "dsa-size", "refused: a size that there is not", signed("DSA", digital, key=dsa_key((1 << 1535) + 1, *domain[1:], 2))
    none = "refused: a public key that is none of DSA"
    yield "dsa-public-one", none, signed("DSA", digital, key=dsa_key(*domain, 1))
    yield "dsa-public-small", none, signed("DSA", digital, key=dsa_key(*domain, 2))
    yield "dsa-public-great", none, signed("DSA", digital, key=dsa_key(*domain, domain[0] + numbers.y))
    yield "dsa-generator-one", none, signed("DSA", digital, key=dsa_key(*domain[:2], 1, numbers.y))
    yield "dsa-generator-great", none, signed("DSA", digital, key=dsa_key(*domain[:2], domain[0] + 1, numbers.y))
    yield "dsa-prime-even", none, signed("DSA", digital, key=dsa_key(domain[0] - 1, *domain[1:], numbers.y))
    yield "algorithm-other", "refused: is signed by ECDSA", signed("ECDSA", long)
    yield "algorithm-none", "refused: 0 npx:hasAlgorithm instead of one", signed("", long)
    yield "two-keys", "refused: 2 npx:hasPublicKey instead of one", signed("RSA", long, more='npx:hasPublicKey "AAAA" ; ')
    yield "two-signatures", "refused: has 2 signatures instead of one", signed("RSA", long, more="npx:signedBy ex:other . sub:other npx:hasSignatureTarget this: ; ")
    yield "no-target", "refused: a signature that is not said to be of it", signed("RSA", long, target="")
    yield "no-signature", "refused: 0 npx:hasSignature instead of one", trusted(content(element("RSA", encoded(public(long)))))
    made = signature(long, content(element("RSA", encoded(public(long)))))
    yield "no-hash", "refused: is signed, but has no hash in its name", content(element("RSA", encoded(public(long)), made)).replace("PLACE", "heron")
    yield "changed", "refused: does not have the hash in its name", signed("RSA", long).replace("town hall", "town halL")


def main():
    sayso = Path(sys.argv[1]).resolve()
    is_kept = "--write" in sys.argv[2:]
    failed = 0
    number_of_files = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sayso, "init", "--empty"], cwd=folder, check=True, capture_output=True)
        kept = ROOT / "tests/fixtures/import/signed" if is_kept else Path(folder)
        for name, expected, text in cases():
            path = kept / f"{name}.trig"
            path.write_text(f"# {expected}\n# SYNTHETIC, by tests/interoperability/nanopublications.py\n{text}", encoding="utf-8")
            run = [sayso, "import", "nanopublication", path, "--dry-run"]
            done = subprocess.run(run, cwd=folder, capture_output=True, text=True)
            verdict, _, words = expected.partition(": ")
            is_so = (done.returncode == 0) == (verdict == "accepted")
            said = " ".join((done.stdout + done.stderr).split())
            if not is_so or words not in said:
                print(f"{name}: {expected} was expected, and not this (exit {done.returncode}):\n{done.stdout}{done.stderr}")
                failed += 1
            number_of_files += 1
    if failed:
        sys.exit(f"{failed} of {number_of_files} nanopublications were judged otherwise than expected")
    print(f"{number_of_files} nanopublications, signed by cryptography, are judged as expected")


main()
