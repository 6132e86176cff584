//! Signatures of nanopublications: whether one was made with the key that stands beside it, over
//! all the rest of the nanopublication.
//!
//! Such a signature says that whoever has the key wrote exactly this. It does not say whose the
//! key is: that is looked up elsewhere, by the hash of the key, which is why it is told.
//!
//! Both schemes take SHA-256 of all quads but the signature, in the normal form that trusty names
//! are made of: RSA by PKCS #1, version 1.5 (RFC 8017, section 8.2), DSA by FIPS 186-4. Keys are of
//! the form that X.509 gives them (RFC 5280, section 4.1.2.7). Nothing is ever signed here, and no
//! secret is held.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use dsa::pkcs8::SubjectPublicKeyInfoRef;
use dsa::pkcs8::der::asn1::UintRef;
use dsa::pkcs8::der::{Decode as _, Reader as _};
use dsa::signature::Verifier as _;
use rsa::BoxedUint;
use rsa::pkcs1::RsaPublicKeyRef;
use rsa::sha2::Sha256;

use super::super::identifier::sha256;

/// The longest text of a key or of a signature that is looked at, in bytes. A key of the largest
/// size that is taken has fewer than two thousand.
const LONGEST: usize = 8 * 1024;

/// The sizes of RSA keys that are taken, in bits of the modulus. Smaller ones are broken by
/// anybody who wants to; larger ones are not in use, and cost time that a stranger would choose.
const RSA_BITS: std::ops::RangeInclusive<usize> = 1024..=8192;

/// The sizes of DSA keys that there are, in bits of the prime and of its divisor.
const DSA_BITS: [(usize, usize); 4] = [(1024, 160), (2048, 224), (2048, 256), (3072, 256)];

/// How something is signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Algorithm {
    /// RSA with SHA-256.
    Rsa,
    /// DSA with SHA-256.
    Dsa,
}

impl Algorithm {
    /// The algorithm of a name as nanopublications write it.
    pub fn of(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().as_str() {
            "RSA" => Some(Self::Rsa),
            "DSA" => Some(Self::Dsa),
            _ => None,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rsa => "RSA",
            Self::Dsa => "DSA",
        })
    }
}

/// A public key that a signature was made with.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    /// SHA-256 of the key in base64, as hexadecimal digits: the name that registries of
    /// nanopublications know it by.
    pub hash: String,
    /// The size of the key in bits.
    pub bits: usize,
}

/// Holds a signature against what is signed; gives the key that it was made with.
///
/// Takes time in proportion to the message, and for the key at most that of the largest size
/// which is taken.
///
/// # Errors
///
/// What is wrong, in words that go on after the name of a nanopublication.
pub fn verify(
    algorithm: Algorithm,
    key: &str,
    signature: &str,
    message: &[u8],
) -> Result<Key, String> {
    let key = decoded(key, "public key")?;
    let signature = decoded(signature, "signature")?;
    let hash = sha256(Base64::encode_string(&key).as_bytes());
    let (bits, is_valid) = match algorithm {
        Algorithm::Rsa => rsa(&key, &signature, message)?,
        Algorithm::Dsa => dsa(&key, &signature, message)?,
    };
    if is_valid {
        Ok(Key { hash, bits })
    } else {
        Err(format!(
            "has a signature by {algorithm} that was not made with the key beside it, or not of this content"
        ))
    }
}

/// The bytes of a text in base64, in which lines may be broken.
fn decoded(text: &str, what: &str) -> Result<Vec<u8>, String> {
    if text.len() > LONGEST {
        return Err(format!(
            "has a {what} of {} characters; no more than {LONGEST} are read",
            text.len()
        ));
    }
    let text: String = text.split_ascii_whitespace().collect();
    Base64::decode_vec(&text).map_err(|_| format!("has a {what} that is not base64"))
}

/// The size of a number in bits.
fn bits(number: &UintRef<'_>) -> usize {
    let bytes = number.as_bytes();
    let zeros = bytes.first().map_or(0, |first| first.leading_zeros());
    (bytes.len() * 8).saturating_sub(zeros as usize)
}

fn malformed(algorithm: Algorithm) -> String {
    format!("has a public key that is none of {algorithm}")
}

/// The size of a key, and whether it made a signature of a message.
fn rsa(key: &[u8], signature: &[u8], message: &[u8]) -> Result<(usize, bool), String> {
    let wrong = || malformed(Algorithm::Rsa);
    let info = SubjectPublicKeyInfoRef::from_der(key).map_err(|_| wrong())?;
    let is_rsa = info.algorithm.oid == rsa::pkcs1::ALGORITHM_OID;
    let bytes = info.subject_public_key.as_bytes().filter(|_| is_rsa);
    let parts = RsaPublicKeyRef::from_der(bytes.ok_or_else(wrong)?).map_err(|_| wrong())?;
    let size = bits(&parts.modulus);
    if !RSA_BITS.contains(&size) {
        let (least, most) = RSA_BITS.into_inner();
        return Err(format!(
            "has an RSA key of {size} bits; keys of {least} to {most} bits are read"
        ));
    }
    let number = |part: UintRef<'_>| BoxedUint::from_be_slice_vartime(part.as_bytes());
    let (modulus, exponent) = (number(parts.modulus), number(parts.public_exponent));
    let key = rsa::PublicKey::new_with_size_limits(modulus, exponent, RSA_BITS);
    let key = key.map_err(|_| wrong())?;
    let is_valid = key.pkcs1v15_verify::<Sha256>(message, signature).is_ok();
    Ok((size, is_valid))
}

/// The size of a key, and whether it made a signature of a message.
fn dsa(key: &[u8], signature: &[u8], message: &[u8]) -> Result<(usize, bool), String> {
    let wrong = || malformed(Algorithm::Dsa);
    let info = SubjectPublicKeyInfoRef::from_der(key).map_err(|_| wrong())?;
    let parameters = info
        .algorithm
        .parameters
        .filter(|_| info.algorithm.oid == dsa::OID);
    let numbers = parameters.ok_or_else(wrong)?.sequence(|reader| {
        let mut number = || reader.decode::<UintRef<'_>>();
        Ok::<_, dsa::pkcs8::der::Error>((number()?, number()?, number()?))
    });
    let (prime, divisor, generator) = numbers.map_err(|_| wrong())?;
    let public = info.subject_public_key.as_bytes().ok_or_else(wrong)?;
    let public = UintRef::from_der(public).map_err(|_| wrong())?;
    let (size, divisor_size) = (bits(&prime), bits(&divisor));
    if !DSA_BITS.contains(&(size, divisor_size)) {
        return Err(format!(
            "has a DSA key of {size} and {divisor_size} bits, a size that there is not"
        ));
    }
    // The library takes numbers of one key as equally long, and trusts that they are below the
    // prime.
    let number = |part: &UintRef<'_>, size: usize| {
        BoxedUint::from_be_slice(part.as_bytes(), size as u32).map_err(|_| wrong())
    };
    let prime = number(&prime, size)?;
    let (generator, public) = (number(&generator, size)?, number(&public, size)?);
    if public >= prime || generator <= BoxedUint::one() {
        return Err(wrong());
    }
    let divisor = number(&divisor, divisor_size)?;
    let components = dsa::Components::from_components(prime, divisor, generator);
    let components = components.map_err(|_| wrong())?;
    let key = dsa::VerifyingKey::from_components(components, public).map_err(|_| wrong())?;
    let Ok(signature) = dsa::Signature::from_der(signature) else {
        return Ok((size, false));
    };
    Ok((size, key.verify(message, &signature).is_ok()))
}
