//! Beside a program that has the home open, and beside one another.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::hand::{Home, said};

/// A request to the page's address, and the answer's status and body.
fn http(page: &str, method: &str, path: &str, body: &str) -> (u16, String) {
    let (address, token) = page.strip_prefix("http://").unwrap().split_once("/#token=").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

#[test]
fn commands_work_beside_an_open_device_and_its_page_sees_what_they_did() {
    let home = Home::with_event();
    let serving = home.serve(&[]);
    let page = serving.ready["page"].as_str().unwrap().to_owned();
    assert!(serving.ready["endpoint"].as_str().unwrap().starts_with("dev_"));
    home.ask(&["area", "add", "Main stage"]).answer();
    let pdf = home.file("plot.pdf", b"%PDF-1.4\n");
    assert!(pdf.ends_with("plot.pdf"));
    home.ask(&["file", "add", "plot.pdf"]).answer();
    let event = home.ask(&["event", "list"]).answer()[0]["event"].clone();
    let (status, body) = http(&page, "POST", "/call/file.list", &json!({ "event": event }).to_string());
    assert_eq!(status, 200, "{body}");
    let rows: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(rows["total"], 1);

    // A page names files by token only, and gets one for bytes that it sends.
    let by_path = json!({ "event": event, "files": [{ "path": pdf }] }).to_string();
    let (status, body) = http(&page, "POST", "/call/file.add", &by_path);
    assert_eq!((status, serde_json::from_str::<Value>(&body).unwrap()["code"].clone()), (409, json!("path_from_page")));
    let (status, body) = http(&page, "POST", "/intake?name=notes.txt", "some notes");
    assert_eq!(status, 200, "{body}");
    let token: Value = serde_json::from_str(&body).unwrap();
    let by_token = json!({ "event": event, "files": [token] }).to_string();
    let (status, body) = http(&page, "POST", "/call/file.add", &by_token);
    assert_eq!(status, 200, "{body}");
    let hash =
        serde_json::from_str::<Value>(&body).unwrap()["made"][0]["formats"][0]["hash"].as_str().unwrap().to_owned();
    assert_eq!(http(&page, "GET", &format!("/file/{hash}?name=notes.txt"), ""), (200, "some notes".into()));
    assert_eq!(http(&page, "GET", "/", "").0, 200, "the page is part of the program");

    assert_eq!(serving.stop(), Some(0));
    assert_eq!(home.ask(&["file", "list"]).answer().as_array().unwrap().len(), 2, "and it is all there without it");
}

#[test]
fn a_served_device_ends_cleanly_with_a_page_that_listens() {
    let home = Home::with_event();
    let serving = home.serve(&["--no-page"]);
    let page = serving.ready["page"].as_str().unwrap().to_owned();
    assert_eq!(http(&page, "GET", "/", "").0, 404);
    let (address, token) = page.strip_prefix("http://").unwrap().split_once("/#token=").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(
            format!("GET /notices HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n").as_bytes(),
        )
        .unwrap();
    let mut some = [0; 64];
    assert!(stream.read(&mut some).unwrap() > 0);
    let began = Instant::now();
    assert_eq!(serving.stop(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
}

#[test]
fn two_commands_at_once_take_turns() {
    let home = Home::with_event();
    let children: Vec<_> = (0..6)
        .map(|number| {
            let name = format!("Area {number}");
            home.command(&["--json", "area", "add", &name])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        said(&child.wait_with_output().unwrap()).answer();
    }
    assert_eq!(home.ask(&["area", "list"]).answer().as_array().unwrap().len(), 6);
}

#[test]
fn a_second_device_on_one_home_waits_and_then_says_clearly_that_it_is_in_use() {
    let home = Home::with_event();
    let serving = home.serve(&[]);
    let began = Instant::now();
    let second = home.ask(&["serve"]);
    assert_eq!(second.fault(1, "failed")["code"], "in_use");
    assert!((9..30).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert_eq!(serving.stop(), Some(0));
}
