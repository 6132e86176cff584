//! Addresses and who publishes at them.

use sayso::import::publisher::{Address, Published};

fn document(url: &str) -> String {
    let address = Address::parse(url).unwrap_or_else(|| panic!("{url} is an address"));
    let iri = address.document();
    assert!(oxiri::Iri::parse(iri.as_str()).is_ok(), "{iri}");
    assert!(
        oxiri::Iri::parse(address.url()).is_ok(),
        "{}",
        address.url()
    );
    iri.strip_prefix("https://w3id.org/sayso/document/")
        .expect("it is a document")
        .to_owned()
}

fn publisher(url: &str) -> String {
    let address = Address::parse(url).unwrap_or_else(|| panic!("{url} is an address"));
    match Published::of(&address) {
        Ok(published) => {
            let iri = published.iri();
            assert!(oxiri::Iri::parse(iri.as_str()).is_ok(), "{iri}");
            iri.strip_prefix("https://w3id.org/sayso/publisher/")
                .expect("it is one")
                .to_owned()
        }
        Err(unknown) => format!("{unknown:?}"),
    }
}

#[test]
fn one_document_has_one_name_however_its_address_is_written() {
    for (name, addresses) in [
        (
            "outlet.example/a/b",
            &[
                "https://outlet.example/a/b",
                "http://www.outlet.example/a/b/",
                "HTTPS://Outlet.Example:443/a/b?utm_source=x&fbclid=y#part",
                "https://user:secret@outlet.example/a/./c/../b",
                "https://outlet.example/%61/b",
                "https://web.archive.org/web/20200102030405/https://outlet.example/a/b",
                "https://web.archive.org/web/20200102030405id_/outlet.example/a/b",
                "http://archive.today/20200102/http://www.outlet.example/a/b",
                "https://www.google.com/url?q=https%3A%2F%2Foutlet.example%2Fa%2Fb&sa=D",
                "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Foutlet.example%2Fa%2Fb&data=x",
            ][..],
        ),
        (
            "outlet.example/a?id=2&page=1",
            &[
                "https://outlet.example/a?id=2&utm_medium=m&page=1",
                "http://outlet.example/a?id=2&page=1&",
            ],
        ),
        (
            "youtube.com/watch?v=abc",
            &[
                "https://youtu.be/abc",
                "https://www.youtube.com/watch?v=abc",
            ],
        ),
        (
            "x.com/one/status/1",
            &[
                "https://twitter.com/one/status/1",
                "https://mobile.twitter.com/one/status/1?ref_src=z",
            ],
        ),
        (
            "xn--bcher-kva.example/%C3%BC",
            &[
                "https://bücher.example/ü",
                "https://xn--bcher-kva.example/%c3%bc",
            ],
        ),
    ] {
        for address in addresses {
            assert_eq!(document(address), name, "{address}");
        }
    }
}

#[test]
fn what_tells_documents_apart_stays() {
    for (one, other) in [
        ("https://outlet.example/a", "https://outlet.example/A"),
        ("https://outlet.example/a", "https://sub.outlet.example/a"),
        (
            "https://outlet.example/a?id=1",
            "https://outlet.example/a?id=2",
        ),
        ("https://outlet.example/a", "https://outlet.example:8080/a"),
        ("https://outlet.example/#!/a", "https://outlet.example/#!/b"),
        ("https://outlet.example/a%2Fb", "https://outlet.example/a/b"),
    ] {
        assert_ne!(document(one), document(other), "{one} {other}");
    }
}

#[test]
fn strangers_addresses_are_iris_or_nothing() {
    for address in [
        "",
        "not an address",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "mailto:a@b.example",
    ] {
        assert!(Address::parse(address).is_none(), "{address}");
    }
    for address in [
        "https://outlet.example/a b<c>\"d\"{e}|f^g`h\\i",
        "https://outlet.example/%zz%4",
        "https://outlet.example/?q=[x]{y}|z^`",
        "https://[2001:db8::1]/x",
        "https://web.archive.org/web/1/https://web.archive.org/web/2/https://web.archive.org/web/3/https://a.example/",
    ] {
        document(address);
        publisher(address);
    }
}

#[test]
fn the_publisher_is_who_registered_the_domain() {
    for (address, expected) in [
        ("https://blog.outlet.co.uk/a", "outlet.co.uk"),
        ("https://www.ncsc.gov.uk/report", "ncsc.gov.uk"),
        ("https://user.github.io/page", "github.com/user"),
        ("https://en.wikipedia.org/wiki/A", "wikipedia.org"),
        ("https://192.0.2.1/a", "192.0.2.1"),
        (
            "https://web.archive.org/web/2020/https://outlet.example/a",
            "outlet.example",
        ),
    ] {
        assert_eq!(publisher(address), expected, "{address}");
    }
}

#[test]
fn where_anybody_may_publish_the_account_is_the_publisher() {
    for (address, expected) in [
        ("https://twitter.com/One/status/1", "x.com/one"),
        ("https://github.com/One/repository", "github.com/one"),
        (
            "https://raw.githubusercontent.com/One/repository/main/a",
            "github.com/one",
        ),
        ("https://medium.com/@One/a-story-1", "medium.com/one"),
        ("https://one.medium.com/a-story-1", "medium.com/one"),
        (
            "https://one.wordpress.com/2020/01/01/a",
            "one.wordpress.com",
        ),
        ("https://www.youtube.com/@One/videos", "youtube.com/one"),
        ("https://www.youtube.com/channel/UCone", "youtube.com/ucone"),
        ("https://t.me/s/one/7", "t.me/one"),
        ("https://www.linkedin.com/company/one/", "linkedin.com/one"),
        ("https://mandiant.widen.net/s/x/y", "mandiant.widen.net"),
    ] {
        assert_eq!(publisher(address), expected, "{address}");
    }
}

#[test]
fn nobody_is_named_where_the_address_does_not_tell() {
    for address in [
        "https://www.youtube.com/watch?v=abc",
        "https://bit.ly/abc",
        "https://archive.ph/AbCdE",
        "https://docs.google.com/document/d/1",
        "https://d1.cloudfront.net/a.pdf",
        "https://x.com/i/status/1",
        "https://doi.org/10.1000/1",
    ] {
        let name = publisher(address);
        assert!(
            ["Account", "Shortened", "Paper"].contains(&name.as_str()),
            "{address}: {name}"
        );
    }
}
