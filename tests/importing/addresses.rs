//! What an address leads to, and under which one name an account or a paper goes.

use sayso::import::publisher::{Address, Published, Web};

fn document(url: &str) -> String {
    let address = Address::parse(url).unwrap_or_else(|| panic!("{url} is an address"));
    let iri = address.document();
    assert!(oxiri::Iri::parse(iri.as_str()).is_ok(), "{iri}");
    iri.trim_start_matches("https://w3id.org/sayso/document/")
        .to_owned()
}

fn publisher(url: &str) -> String {
    let address = Address::parse(url).unwrap_or_else(|| panic!("{url} is an address"));
    match Published::of(&address) {
        Ok(published) => published
            .iri()
            .trim_start_matches("https://w3id.org/sayso/publisher/")
            .to_owned(),
        Err(unknown) => format!("{unknown:?}"),
    }
}

#[test]
fn what_stands_in_an_address_is_unwrapped() {
    for url in [
        "https://lab.example/a?id=7",
        "https://12ft.io/https://lab.example/a?id=7",
        "https://r.jina.ai/http://www.lab.example/a?id=7",
        "https://arquivo.pt/wayback/20200101000000/https://lab.example/a?id=7",
        "https://web.archive.org/web/20200101000000/https%3A%2F%2Flab.example%2Fa%3Fid%3D7",
        "https://webarchive.loc.gov/all/20200101/http:/lab.example/a?id=7",
        "https://nobody-knows-this.example/go?to=https%3A%2F%2Flab.example%2Fa%3Fid%3D7",
        "https://nobody-knows-this.example/out/https%3A%2F%2Flab.example%2Fa%3Fid%3D7",
        "https://nobody-knows-this.example/r?target=aHR0cHM6Ly9sYWIuZXhhbXBsZS9hP2lkPTc",
        "https://nobody-knows-this.example/r/aHR0cHM6Ly9sYWIuZXhhbXBsZS9hP2lkPTc=",
        "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9sYWIuZXhhbXBsZS9hP2lkPTc&ntb=1",
        "https://duckduckgo.com/l/?uddg=https%3A%2F%2Flab.example%2Fa%3Fid%3D7&rut=1",
        "https://l.instagram.com/?u=https%3A%2F%2Flab.example%2Fa%3Fid%3D7&e=1",
        "https://vk.com/away.php?to=https%3A%2F%2Flab.example%2Fa%3Fid%3D7",
        "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Flab.example%2Fa%3Fid%3D7",
        "https://href.li/?https://lab.example/a?id=7",
        "https://urldefense.com/v3/__https://lab.example/a?id=7__;!!abc$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__lab.example_a-3Fid-3D7&d=1",
        "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2flab.example%2fa%3fid%3d7&c=1",
        "https://translate.google.com/translate?hl=en&sl=lv&u=https://lab.example/a?id%3D7",
        "https://lab-example.translate.goog/a?id=7&_x_tr_sl=lv&_x_tr_tl=en",
        "https://translate.yandex.com/translate?url=https%3A%2F%2Flab.example%2Fa%3Fid%3D7&lang=ru-en",
        "https://translated.turbopages.org/proxy_u/en-ru/https/lab.example/a?id=7",
        "https://lab-example.ezproxy.library.example/a?id=7",
        "https://www.ezproxy.library.example/login?url=https://lab.example/a?id=7",
        "https://lab-example.cdn.ampproject.org/c/s/lab.example/a?id=7",
        "https://www.google.com/amp/s/lab.example/a/amp?id=7",
        "https://amp.lab.example/a?id=7",
        "https://m.lab.example/a?id=7&amp=1",
        "https://www2.lab.example/a?id=7&outputType=amp",
        "https://lab.example/print/a?id=7",
        "https://lab.example/a/print?id=7&view=print",
        "https://webcache.googleusercontent.com/search?q=cache:abc:https://lab.example/a%3Fid%3D7",
    ] {
        assert_eq!(document(url), "lab.example/a?id=7", "{url}");
        assert_eq!(publisher(url), "lab.example", "{url}");
    }
}

#[test]
fn where_a_reader_came_from_is_not_where_an_address_leads() {
    for url in [
        "https://lab.example/a?ref=https%3A%2F%2Fother.example%2F",
        "https://lab.example/a?utm_source=https%3A%2F%2Fother.example%2F",
        "https://lab.example/a?image=https%3A%2F%2Fother.example%2Fb.png",
    ] {
        assert_eq!(publisher(url), "lab.example", "{url}");
    }
    // These speak of the address; they do not lead to it.
    assert_eq!(
        publisher("https://urlscan.io/search?q=https://bad.example/a"),
        "Machine"
    );
}

#[test]
fn a_paper_is_one_document_wherever_it_stands() {
    for (name, urls) in [
        (
            "doi.org/10.1145/12345.678",
            &[
                "https://doi.org/10.1145/12345.678",
                "http://dx.doi.org/10.1145%2F12345.678",
                "https://dl.acm.org/doi/pdf/10.1145/12345.678",
                "https://dl.acm.org/doi/abs/10.1145/12345.678",
                "https://sci-hub.se/10.1145/12345.678",
            ][..],
        ),
        (
            "arxiv.org/abs/2101.00001",
            &[
                "https://arxiv.org/abs/2101.00001v2",
                "https://arxiv.org/pdf/2101.00001.pdf",
                "https://export.arxiv.org/abs/2101.00001",
                "https://ar5iv.labs.arxiv.org/html/2101.00001",
                "https://doi.org/10.48550/arXiv.2101.00001",
                "https://huggingface.co/papers/2101.00001",
            ],
        ),
        (
            "pmc.ncbi.nlm.nih.gov/articles/PMC1234567",
            &[
                "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/pdf/a.pdf",
                "https://europepmc.org/articles/PMC1234567",
                "https://europepmc.org/article/pmc/pmc1234567",
            ],
        ),
        (
            "pubmed.ncbi.nlm.nih.gov/7654321",
            &[
                "https://pubmed.ncbi.nlm.nih.gov/7654321/",
                "https://www.ncbi.nlm.nih.gov/pubmed/7654321",
                "https://europepmc.org/article/MED/7654321",
            ],
        ),
        (
            "ssrn.com/abstract/3333333",
            &[
                "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3333333",
                "https://ssrn.com/abstract=3333333",
                "https://doi.org/10.2139/ssrn.3333333",
            ],
        ),
    ] {
        for url in urls {
            assert_eq!(document(url), name, "{url}");
        }
        let told: std::collections::BTreeSet<String> =
            urls.iter().map(|url| publisher(url)).collect();
        assert_eq!(told.len(), 1, "{name}: {told:?}");
    }
    assert_eq!(publisher("https://doi.org/10.1145/1.2"), "acm.org");
    for url in [
        "https://arxiv.org/abs/2101.00001",
        "https://doi.org/10.99999/nobody.knows",
        "https://www.researchgate.net/publication/1_A",
    ] {
        assert_eq!(publisher(url), "Paper", "{url}");
    }
}

#[expect(clippy::too_many_lines, reason = "a table")]
#[test]
fn an_account_has_one_name_on_all_hosts_of_an_outlet() {
    for (name, urls) in [
        (
            "medium.com/mara",
            &[
                "https://medium.com/@Mara/a-1",
                "https://mara.medium.com/a-1",
                "https://scribe.rip/@mara/a-1",
            ][..],
        ),
        (
            "github.com/lab",
            &[
                "https://github.com/Lab/tool/blob/main/a.md",
                "https://lab.github.io/a",
                "https://raw.githubusercontent.com/lab/tool/main/a",
                "https://gist.github.com/lab/0123",
                "https://cdn.jsdelivr.net/gh/lab/tool@1/a.js",
                "https://api.github.com/repos/lab/tool",
            ],
        ),
        (
            "substack.com/mara",
            &[
                "https://mara.substack.com/p/a",
                "https://open.substack.com/pub/mara/p/a",
                "https://substack.com/@mara/note/1",
            ],
        ),
        (
            "instagram.com/mara",
            &[
                "https://www.instagram.com/mara/",
                "https://www.instagram.com/mara/p/abc/",
                "https://www.threads.net/@mara/post/1",
                "https://www.threads.com/@mara/post/1",
            ],
        ),
        (
            "vk.com/-123",
            &[
                "https://vk.com/wall-123_45",
                "https://vk.com/club123",
                "https://vk.com/public123",
                "https://m.vk.com/wall-123_45?reply=1",
                "https://vk.com/feed?w=wall-123_45",
            ],
        ),
        (
            "vk.com/77",
            &["https://vk.com/id77", "https://vk.com/wall77_1"],
        ),
        (
            "truthsocial.com/mara",
            &[
                "https://truthsocial.com/@mara/posts/112233445566",
                "https://truthsocial.com/users/mara/statuses/112233445566",
            ],
        ),
        (
            "mara.bsky.social",
            &[
                "https://bsky.app/profile/mara.bsky.social/post/3k",
                "https://mara.bsky.social/",
            ],
        ),
        (
            "paper.example",
            &["https://bsky.app/profile/paper.example/post/3k"],
        ),
        (
            "t.me/mara",
            &[
                "https://t.me/mara/12",
                "https://t.me/s/mara/12",
                "https://telegram.me/mara",
                "https://mara.t.me/12",
            ],
        ),
        (
            "x.com/mara",
            &[
                "https://twitter.com/Mara/status/1",
                "https://nitter.net/mara/status/1",
                "https://vxtwitter.com/mara/status/1",
                "https://mobile.x.com/mara",
            ],
        ),
        (
            "youtube.com/mara",
            &[
                "https://www.youtube.com/@mara/videos",
                "https://m.youtube.com/c/mara",
                "https://youtube.com/user/Mara",
            ],
        ),
        (
            "fosstodon.org/mara",
            &[
                "https://fosstodon.org/@mara/112233445566",
                "https://fosstodon.org/users/mara/statuses/112233445566",
                "https://mastodon.social/@mara@fosstodon.org/112233445566",
            ],
        ),
        (
            "facebook.com/1000123",
            &[
                "https://www.facebook.com/permalink.php?story_fbid=1&id=1000123",
                "https://m.facebook.com/profile.php?id=1000123",
                "https://facebook.com/people/Mara-Reed/1000123",
            ],
        ),
        (
            "linkedin.com/mara-reed",
            &[
                "https://www.linkedin.com/in/mara-reed/",
                "https://www.linkedin.com/posts/mara-reed_ferries-activity-1-x",
            ],
        ),
        (
            "harbour.wordpress.com",
            &[
                "https://harbour.wordpress.com/2020/a",
                "https://harbour.files.wordpress.com/2020/a.pdf",
            ],
        ),
        (
            "tumblr.com/mara",
            &[
                "https://mara.tumblr.com/post/1",
                "https://www.tumblr.com/mara/1/a",
                "https://www.tumblr.com/blog/view/mara/1",
            ],
        ),
        (
            "mara.blogspot.com",
            &[
                "https://mara.blogspot.com/2020/a.html",
                "https://mara.blogspot.co.uk/2020/a.html",
            ],
        ),
    ] {
        for url in urls {
            assert_eq!(publisher(url), name, "{url}");
        }
    }
}

#[test]
fn what_repeats_keeps_or_spreads_what_others_published_speaks_for_nobody() {
    for (reason, urls) in [
        (
            "Release",
            &[
                "https://www.prnewswire.com/news-releases/a-1.html",
                "https://www.businesswire.com/news/home/1/en/A",
                "https://www.presseportal.de/pm/1/2",
            ][..],
        ),
        (
            "Machine",
            &[
                "https://www.virustotal.com/gui/file/0",
                "https://app.any.run/tasks/0",
                "https://tria.ge/1",
                "https://bazaar.abuse.ch/sample/0/",
            ],
        ),
        ("Platform", &["https://otx.alienvault.com/pulse/0"]),
        (
            "Repeated",
            &[
                "https://www.msn.com/en-us/news/a",
                "https://news.google.com/rss/articles/CBMi1",
                "https://flipboard.com/article/a",
            ],
        ),
        (
            "Shortened",
            &[
                "https://bit.ly/a",
                "https://t.co/a",
                "https://archive.ph/AbC",
                "https://perma.cc/AB-CD",
            ],
        ),
        (
            "Licence",
            &[
                "https://creativecommons.org/licenses/by/4.0/",
                "https://www.gnu.org/licenses/gpl-3.0.html",
            ],
        ),
        (
            "Account",
            &[
                "https://d1.cloudfront.net/a.pdf",
                "https://s3.amazonaws.com/bucket/a",
                "https://services.google.com/fh/files/misc/a.pdf",
                "https://youtube.com/watch?v=1",
            ],
        ),
        (
            "Unregistered",
            &[
                "http://misp.local/a",
                "https://intranet/a",
                "http://10.1.2.3/a",
                "https://lab.invalidtld/a",
            ],
        ),
    ] {
        for url in urls {
            assert_eq!(publisher(url), reason, "{url}");
        }
    }
    // What such a house publishes itself is its own.
    assert_eq!(
        publisher("https://blog.virustotal.com/2024/a.html"),
        "virustotal.com"
    );
    assert_eq!(publisher("https://www.gov.uk/government/news/a"), "gov.uk");
}

#[test]
fn a_workspace_may_know_more() {
    let text = r#"
short-link = ["go.lab.example"]
wire = ["releases.example/spread"]
publisher = ["bit.ly/own"]

[same-host]
"lab.example" = ["old-lab.example"]

[[account]]
hosts = ["square.example"]
behind = ["people"]

[[leads-on]]
hosts = ["reader.example"]
behind = "/read/"

[registrant]
"10.99999" = "press.example"
"#;
    let web = Web::extended(text).expect("it can be read");
    let told = |url: &str| {
        let address = Address::read(url, &web).expect("an address");
        match Published::by(&address, &web) {
            Ok(published) => published.name(),
            Err(unknown) => format!("{unknown:?}"),
        }
    };
    for (url, expected) in [
        ("https://go.lab.example/1", "Shortened"),
        ("https://releases.example/spread/1", "Release"),
        ("https://releases.example/about", "releases.example"),
        ("https://bit.ly/own/blog", "bit.ly"),
        ("https://bit.ly/1", "Shortened"),
        ("https://old-lab.example/a", "lab.example"),
        (
            "https://square.example/people/mara/1",
            "mara on square.example",
        ),
        (
            "https://reader.example/read/paper.example/a",
            "paper.example",
        ),
        ("https://doi.org/10.99999/nobody.knows", "press.example"),
    ] {
        assert_eq!(told(url), expected, "{url}");
    }
    for (text, line) in [
        ("short-link = [\"https://go.example\"]", 1),
        ("\nwires = [\"a.example\"]", 2),
        (
            "wire = [\"a.example\"]\n[[account]]\nhosts = [\"Square.example\"]",
            3,
        ),
        ("wire = [", 1),
    ] {
        let wrong = Web::extended(text).expect_err("it is wrong");
        assert_eq!(wrong.line, line, "{text}: {wrong:?}");
        assert!(!wrong.hint.is_empty());
    }
}
