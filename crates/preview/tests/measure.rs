use offstage_preview::*;
use std::time::{Duration, Instant};
fn peak(id: u32) -> String {
    std::fs::read_to_string(format!("/proc/{id}/status"))
        .unwrap()
        .lines()
        .filter(|l| l.starts_with("VmPeak") || l.starts_with("VmHWM") || l.starts_with("VmSize"))
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("  ")
}
#[test]
#[ignore]
fn measure() {
    let t =
        samples::TitleBlock { event: "H".into(), title: "S".into(), author: "P".into(), revision: 2, date: "d".into() };
    let mk =
        || Drawer::with_program(env!("CARGO_BIN_EXE_offstage-preview-child")).with_time_max(Duration::from_secs(60));
    let photo =
        image::RgbImage::from_fn(8256, 5504, |x, y| image::Rgb([(x / 33) as u8 ^ (y as u8 & 7), (y / 22) as u8, 128]));
    let mut jpg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpg, 80).encode_image(&photo).unwrap();
    let d = tempfile::tempdir().unwrap();
    let w = |n: &str, b: &[u8]| {
        let p = d.path().join(n);
        std::fs::write(&p, b).unwrap();
        Source::Path(p)
    };
    let stage = w("a.pdf", &samples::pdf(samples::Sheet::LightingPlot, &t));
    let long = w("l.pdf", &samples::many_pages(300));
    let jp = w("a.jpg", &jpg);
    drop(photo);
    let sizes = [Size::Width(320), Size::Width(1600), Size::Scale(2.0)];
    for (name, src, f) in [("lighting", &stage, Format::Pdf), ("45MP jpeg", &jp, Format::Jpeg)] {
        for size in sizes {
            let mut dr = mk();
            let s = Instant::now();
            let a = dr
                .ask(Request { source: src.clone(), format: f, wish: Wish::Picture { page: 0, size, region: None } })
                .unwrap();
            let cold = s.elapsed();
            let s = Instant::now();
            let _ = dr
                .ask(Request { source: src.clone(), format: f, wish: Wish::Picture { page: 0, size, region: None } })
                .unwrap();
            let what = match a {
                Answer::Picture(p) => format!("{}x{} {} KiB", p.width, p.height, p.png.len() / 1024),
                o => format!("{o:?}"),
            };
            println!(
                "{name} {size:?}: cold {cold:?} warm {:?} {what} {}",
                s.elapsed(),
                dr.child_id().map(peak).unwrap_or_default()
            );
        }
    }
    for side in [512, 1024, 2048, 2896, 3500, 4096] {
        let mut dr = mk();
        for (src, f) in [(&stage, Format::Pdf), (&jp, Format::Jpeg)] {
            let wish = Wish::Picture {
                page: 0,
                size: Size::Scale(4.0),
                region: Some(Region { x: 0, y: 0, width: side, height: side }),
            };
            let s = Instant::now();
            let a = dr.ask(Request { source: src.clone(), format: f, wish }).unwrap();
            let one = s.elapsed();
            let s = Instant::now();
            let _ = dr.ask(Request { source: src.clone(), format: f, wish }).unwrap();
            println!(
                "{f:?} tile {side}: {one:?} then {:?} {} {}",
                s.elapsed(),
                match a {
                    Answer::Picture(_) => "ok".into(),
                    o => format!("{o:?}"),
                },
                dr.child_id().map(peak).unwrap_or_default()
            );
        }
    }
    let mut dr = mk();
    let s = Instant::now();
    for page in 0..300 {
        let _ = dr.ask(Request::page_at_width(long.clone(), Format::Pdf, page, 320)).unwrap();
    }
    println!("300 thumbnails {:?} {}", s.elapsed(), dr.child_id().map(peak).unwrap_or_default());
}
