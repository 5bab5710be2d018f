//! Requests are written out by hand over a plain socket, so that nothing between corrects what a stranger would send.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use model::row::Notice;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Asset, Loopback, Options, Serving};
use crate::stand_in::StandIn;

static PAGE: &[Asset] = &[
    Asset { path: "index.html", bytes: b"<!doctype html><title>Offstage</title>" },
    Asset { path: "assets/index-1a2b.js", bytes: b"export {}" },
];

async fn offered() -> (Arc<StandIn>, Serving) {
    let device = Arc::new(StandIn::new());
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let serving = Loopback::serve(device.clone(), Options { listen, page: Some(PAGE) }).await.unwrap();
    (device, serving)
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

async fn send(serving: &Serving, request: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(serving.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).await.unwrap();
    let split = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(all[..split].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, body: all[split + 4..].to_vec(), head }
}

/// A request as the page itself sends it, with more headers where wanted.
async fn ask(serving: &Serving, line: &str, more: &str, body: &[u8]) -> Answer {
    let (address, token) = (serving.address(), serving.token().reveal());
    let request = format!(
        "{line} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\n{more}Connection: close\r\n\r\n",
        body.len()
    );
    send(serving, &request, body).await
}

/// A request without the token.
async fn stranger(serving: &Serving, line: &str, headers: &str) -> Answer {
    send(serving, &format!("{line} HTTP/1.1\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"), b"").await
}

#[tokio::test]
async fn the_page_comes_without_a_token_and_says_what_it_may_load() {
    let (_device, serving) = offered().await;
    let own = format!("Host: {}\r\n", serving.address());
    let front = stranger(&serving, "GET /", &own).await;
    assert_eq!(front.status, 200);
    assert_eq!(front.body, PAGE[0].bytes);
    assert!(front.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(front.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(front.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(front.header("access-control-allow-origin"), None);
    let script = stranger(&serving, "GET /assets/index-1a2b.js", &own).await;
    assert_eq!((script.status, script.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    assert_eq!(stranger(&serving, "GET /../../etc/passwd", &own).await.status, 404);
    assert_eq!(stranger(&serving, "GET /nothing", &own).await.status, 404);
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn a_name_that_was_made_to_point_here_gets_nothing() {
    let (_device, serving) = offered().await;
    let (port, token) = (serving.address().port(), serving.token().reveal().to_owned());
    let bearer = format!("Authorization: Bearer {token}\r\n");
    for headers in [
        format!("Host: evil.example:{port}\r\n{bearer}"),
        format!("Host: 127.0.0.1\r\n{bearer}"),
        format!("Host: 127.0.0.1:{port}\r\nOrigin: http://evil.example\r\n{bearer}"),
        format!("Host: 127.0.0.1:{port}\r\nOrigin: null\r\n{bearer}"),
        format!("Host: 127.0.0.1:{port}\r\nOrigin: https://127.0.0.1:{port}\r\n{bearer}"),
        format!("Host: 127.0.0.1:{port}\r\nSec-Fetch-Site: cross-site\r\n{bearer}"),
        format!("Host: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-site\r\n{bearer}"),
    ] {
        for line in ["POST /call/say", "GET /", "GET /notices"] {
            assert_eq!(stranger(&serving, line, &headers).await.status, 403, "{line} {headers}");
        }
    }
    let right =
        format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n{bearer}");
    assert_eq!(stranger(&serving, "POST /call/say", &right).await.status, 200);
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn without_the_token_of_this_run_nothing_is_answered() {
    let (device, serving) = offered().await;
    let hash = device.keep(b"secret");
    let own = format!("Host: {}\r\n", serving.address());
    let wrong = format!("{own}Authorization: Bearer {}\r\n", "0".repeat(64));
    let token = serving.token().reveal().to_owned();
    for line in
        ["POST /call/say", "GET /notices", "POST /intake?name=a.pdf", &format!("GET /file/{hash}"), "GET /picture/0/0"]
    {
        assert_eq!(stranger(&serving, line, &own).await.status, 401, "{line}");
        assert_eq!(stranger(&serving, line, &wrong).await.status, 401, "{line}");
    }
    // In the address it counts for pictures and downloads only: addresses are written down in more places than headers.
    assert_eq!(stranger(&serving, &format!("POST /call/say?token={token}"), &own).await.status, 401);
    assert_eq!(stranger(&serving, &format!("GET /file/{hash}?token={token}"), &own).await.status, 200);
    assert!(!format!("{:?}", serving.token()).contains(&token), "the token must not get into a log");
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn a_call_is_handed_on_and_its_faults_keep_their_kind() {
    let (_device, serving) = offered().await;
    let said = ask(&serving, "POST /call/say", "", br#"{"a":[1,"\u00fc"]}"#).await;
    assert_eq!((said.status, said.json()), (200, json!({ "caller": "Page", "ask": { "a": [1, "ü"] } })));
    assert_eq!(ask(&serving, "POST /call/say", "", b"").await.json()["ask"], json!({}));
    for (name, status, kind) in [("refuse", 409, "refused"), ("fail", 500, "failed"), ("nothing", 400, "used_wrongly")]
    {
        let answer = ask(&serving, &format!("POST /call/{name}"), "", b"{}").await;
        assert_eq!((answer.status, answer.json()["kind"].as_str().unwrap()), (status, kind));
    }
    assert_eq!(ask(&serving, "POST /call/say", "", b"{not json").await.status, 400);
    assert_eq!(ask(&serving, "POST /call/say", "", &vec![b' '; 4 * 1024 * 1024 + 1]).await.status, 400);
    let broken = ask(&serving, "POST /call/panic", "", b"{}").await;
    assert_eq!((broken.status, broken.json()["code"].as_str().unwrap().to_owned()), (500, "bug".into()));
    assert_eq!(ask(&serving, "POST /call/say", "", b"{}").await.status, 200, "a bug in one call is not the end");
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn a_file_comes_in_whole_under_its_own_name_or_not_at_all() {
    let (device, serving) = offered().await;
    let bytes = vec![7; 3 * 1024 * 1024 + 5];
    let taken = ask(&serving, "POST /intake?name=Plan%20B%C3%BChne.pdf", "", &bytes).await;
    assert_eq!((taken.status, taken.json()), (200, json!({ "token": "hand1" })));
    let path = device.in_hand()[0].clone();
    assert!(path.ends_with("Plan Bühne.pdf") && path.starts_with(device.home.path()), "{}", path.display());
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    for (name, last) in [("..%2F..%2Fevil.sh", "evil.sh"), ("C%3A%5Ca%5Cb.txt", "b.txt")] {
        let before = device.in_hand().len();
        assert_eq!(ask(&serving, &format!("POST /intake?name={name}"), "", b"x").await.status, 200);
        let path = device.in_hand()[before].clone();
        assert!(path.ends_with(last) && path.starts_with(device.home.path()), "{}", path.display());
    }
    for name in ["", "..", "a%2F"] {
        assert_eq!(ask(&serving, &format!("POST /intake?name={name}"), "", b"x").await.status, 400, "{name}");
    }
    // Cut off: fewer bytes than were announced.
    let before = std::fs::read_dir(device.home.path().join("incoming-from-page")).unwrap().count();
    let request = format!(
        "POST /intake?name=cut.bin HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Length: 100\r\n\r\n",
        serving.address(),
        serving.token().reveal()
    );
    let mut stream = TcpStream::connect(serving.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(b"only this").await.unwrap();
    drop(stream);
    let folder = device.home.path().join("incoming-from-page");
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        if std::fs::read_dir(&folder).unwrap().count() == before {
            break;
        }
    }
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        before,
        "nothing is left of a file that did not come whole"
    );
    assert_eq!(device.in_hand().len(), 3);
    serving.stop().await.unwrap();
    assert!(!folder.exists(), "what was not used is cleared away at the end");
}

#[tokio::test]
async fn what_a_call_took_is_cleared_away_and_what_it_left_stays() {
    let (device, serving) = offered().await;
    for (call, stays) in [("same", true), ("deliver", false)] {
        let token = ask(&serving, "POST /intake?name=a.pdf", "", b"%PDF").await.json()["token"].clone();
        let path = device.in_hand().pop().unwrap();
        let body = serde_json::to_vec(&json!({ "file": "f", "files": [{ "token": token }] })).unwrap();
        assert_eq!(ask(&serving, &format!("POST /call/{call}"), "", &body).await.status, 200);
        assert_eq!(path.exists(), stays, "{call}");
    }
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn notices_come_as_lines_until_the_end() {
    let (device, serving) = offered().await;
    let mut stream = TcpStream::connect(serving.address()).await.unwrap();
    let (address, token) = (serving.address(), serving.token().reveal());
    let request = format!("GET /notices HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut all = String::new();
    let mut some = [0; 4096];
    while !all.contains("\r\n\r\n") {
        let read = stream.read(&mut some).await.unwrap();
        all.push_str(std::str::from_utf8(&some[..read]).unwrap());
    }
    device.tell(&Notice::Everything);
    while !all.contains("{\"notice\":\"everything\"}\n") {
        let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut some)).await.unwrap().unwrap();
        assert!(read > 0);
        all.push_str(std::str::from_utf8(&some[..read]).unwrap());
    }
    // Stopping must not wait for pages that listen for ever.
    tokio::time::timeout(Duration::from_secs(5), serving.stop()).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_download_is_whole_or_the_part_that_was_asked_for() {
    let (device, serving) = offered().await;
    let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let hash = device.keep(&bytes);
    let whole = ask(&serving, &format!("GET /file/{hash}?name=Plan%22%20B%C3%BChne.html"), "", b"").await;
    assert_eq!((whole.status, whole.body.len()), (200, bytes.len()));
    assert_eq!(whole.body, bytes);
    assert_eq!(whole.header("content-type"), Some("application/octet-stream"), "a foreign page is not shown as one");
    assert_eq!(whole.header("content-security-policy"), Some("sandbox; default-src 'none'; frame-ancestors 'none'"));
    let disposition = whole.header("content-disposition").unwrap();
    assert_eq!(disposition, "attachment; filename=\"Plan_ B_hne.html\"; filename*=UTF-8''Plan%22%20B%C3%BChne.html");
    let part = ask(&serving, &format!("GET /file/{hash}"), "Range: bytes=1000-1999\r\n", b"").await;
    assert_eq!((part.status, part.body.as_slice()), (206, &bytes[1000..2000]));
    assert_eq!(part.header("content-range"), Some("bytes 1000-1999/800000"));
    let outside = ask(&serving, &format!("GET /file/{hash}"), "Range: bytes=800000-\r\n", b"").await;
    assert_eq!((outside.status, outside.header("content-range")), (416, Some("bytes */800000")));
    let unknown = "0".repeat(64);
    assert_eq!(ask(&serving, &format!("GET /file/{unknown}"), "", b"").await.status, 404);
    assert_eq!(ask(&serving, "GET /file/..%2F..%2Fetc%2Fpasswd", "", b"").await.status, 404);
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn a_picture_or_the_words_in_its_place() {
    let (device, serving) = offered().await;
    let hash = device.keep(b"%PDF");
    let drawn = ask(&serving, &format!("GET /picture/{hash}/2?w=640"), "", b"").await;
    assert_eq!((drawn.status, drawn.header("content-type")), (200, Some("image/png")));
    assert!(String::from_utf8(drawn.body).unwrap().contains("page: 2, width: 640"));
    let none = ask(&serving, &format!("GET /picture/{hash}/9"), "", b"").await;
    assert_eq!((none.status, none.json()), (422, json!({ "card": "no_such_page" })));
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn an_address_that_others_can_reach_is_not_taken() {
    let device = Arc::new(StandIn::new());
    let listen = SocketAddr::from(([0, 0, 0, 0], 0));
    assert!(Loopback::serve(device, Options { listen, page: None }).await.is_err());
}
