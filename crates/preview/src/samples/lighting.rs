//! The lights: which fixture hangs where, with its channel. 10 mm are a metre.

use super::TitleBlock;
use super::frame::{COLUMN, COLUMN_WIDTH, Facts, cloud, drawing_frame, key_entry, key_heading, scale_bar};
use super::paper::{
    AMBER, BLACK, BLUE, GREEN, GREY, Ink, MIST, PALE, Paper, RED, Spot, WHITE, filled, letters, outlined, pen,
};

const FACTS: Facts = Facts {
    number: "LX-301",
    scale: "1:100",
    changes: &[
        "Four more washes on LX 2",
        "Blinders moved from LX 1 to the front of the risers",
        "Floor package turned to the centre line",
    ],
    notes: &[
        "Channels run from stage right to stage left on every truss.",
        "Universe 1: LX 1 and FOH. Universe 2: LX 2. Universe 3: LX 3 and floor.",
        "Spares: two of each kind in the dimmer tent.",
        "Console at FOH, network over fibre with a copper spare.",
    ],
    ink: [0.29, 0.18, 0.42],
};

const CENTRE: f32 = 173.0;
const HAZE: Ink = [0.99, 0.90, 0.55];

#[derive(Clone, Copy, PartialEq)]
enum Fixture {
    Spot,
    Wash,
    Beam,
    Blinder,
    Strobe,
    Profile,
}

const FIXTURES: [(Fixture, &str); 6] = [
    (Fixture::Spot, "Moving spot, 700 W"),
    (Fixture::Wash, "Moving wash, LED"),
    (Fixture::Beam, "Moving beam"),
    (Fixture::Blinder, "Blinder, 4 lamps"),
    (Fixture::Strobe, "Strobe bar, LED"),
    (Fixture::Profile, "Profile 26°"),
];

/// Draws the sheet.
pub(super) fn draw(title: &TitleBlock) -> Vec<Paper> {
    use Fixture::{Beam, Blinder, Profile, Spot, Strobe, Wash};
    let mut paper = Paper::a3();
    drawing_frame(&mut paper, title, &FACTS);
    deck(&mut paper);
    let middle: &[Fixture] = if title.revision > 1 {
        &[Wash, Spot, Wash, Wash, Beam, Spot, Wash, Strobe, Wash, Spot, Beam, Wash, Wash, Spot, Wash]
    } else {
        &[Spot, Wash, Beam, Spot, Wash, Strobe, Wash, Spot, Beam, Wash, Spot]
    };
    let mut rig = Rig { channel: 1, counts: [0; 6] };
    rig.bar(&mut paper, ("FOH", 246.0, 58.0), &[Profile, Profile, Profile, Blinder, Profile, Profile, Profile]);
    rig.bar(
        &mut paper,
        ("LX 1", 188.0, 86.0),
        &[Spot, Wash, Profile, Blinder, Wash, Spot, Wash, Spot, Wash, Blinder, Profile, Wash, Spot],
    );
    rig.bar(&mut paper, ("LX 2", 146.0, 86.0), middle);
    rig.bar(
        &mut paper,
        ("LX 3", 104.0, 86.0),
        &[Beam, Spot, Wash, Beam, Strobe, Wash, Beam, Wash, Strobe, Beam, Wash, Spot, Beam],
    );
    rig.bar(&mut paper, ("FLOOR", 72.0, 70.0), &[Beam, Wash, Beam, Strobe, Beam, Wash, Beam]);
    cloud(&mut paper, (CENTRE - 92.0, 136.0), (184.0, 24.0), title.revision);
    key(&mut paper, &rig);
    scale_bar(&mut paper, (20.0, 278.0), 20.0, 2, "m");
    vec![paper]
}

fn deck(paper: &mut Paper) {
    paper.rect((CENTRE - 95.0, 62.0), (190.0, 140.0), filled([0.99, 0.99, 0.985]).with(pen(GREY, 0.35)));
    paper.line((CENTRE, 36.0), (CENTRE, 262.0), pen(RED, 0.25).chained());
    paper.text((CENTRE, 34.0), "CL", letters(3.4).bold().ink(RED).centred());
    // What stands on the deck, pale, so that lights can be placed by it.
    let pale = pen(PALE, 0.3);
    paper.rect((CENTRE - 15.0, 82.0), (30.0, 22.0), outlined(pale));
    paper.rect((CENTRE - 82.0, 108.0), (24.0, 20.0), outlined(pale));
    paper.rect((CENTRE + 60.0, 108.0), (22.0, 18.0), outlined(pale));
    paper.text((CENTRE - 90.0, 198.0), "DECK 19 × 14 m", letters(2.6).ink(GREY));
    paper.rect((CENTRE - 18.0, 256.0), (36.0, 16.0), filled(MIST).with(pen(GREY, 0.3)));
    paper.text((CENTRE, 265.5), "FOH CONSOLES", letters(2.9).bold().ink(GREY).centred());
    paper.text((CENTRE - 90.0, 228.0), "AUDIENCE", letters(5.0).bold().ink(PALE));
    for (x, lean) in [(30.0, 8.0), (316.0, -8.0)] {
        paper.arrow((x, 178.0), (x + lean, 178.0), pen(GREY, 0.3));
    }
    paper.text((30.0, 174.0), "DIMMERS", letters(2.6).ink(GREY));
    paper.text((316.0, 174.0), "FOLLOW SPOT", letters(2.6).ink(GREY).right());
}

/// Counts channels and fixtures while the bars are drawn.
struct Rig {
    channel: u32,
    counts: [u32; 6],
}

impl Rig {
    /// A bar by its name, its distance on the paper and half its length, with fixtures spread evenly along it.
    fn bar(&mut self, paper: &mut Paper, place: (&str, f32, f32), fixtures: &[Fixture]) {
        let (name, y, half) = place;
        let (left, right) = (CENTRE - half, CENTRE + half);
        for at in [y - 1.5, y + 1.5] {
            paper.line((left, at), (right, at), pen(BLACK, 0.3));
        }
        let mut x = left;
        while x < right - 0.1 {
            let next = (x + 6.0).min(right);
            paper.line((x, y - 1.5), (f32::midpoint(x, next), y + 1.5), pen(GREY, 0.15));
            paper.line((f32::midpoint(x, next), y + 1.5), (next, y - 1.5), pen(GREY, 0.15));
            x = next;
        }
        paper.text((CENTRE - 99.0, y + 1.2), name, letters(3.6).bold().right());
        let gap = 2.0 * (half - 5.0) / f32::from(u8::try_from(fixtures.len().saturating_sub(1)).unwrap_or(1)).max(1.0);
        for (fixture, x) in fixtures.iter().zip(std::iter::successors(Some(left + 5.0), |x| Some(x + gap))) {
            self.hang(paper, *fixture, (x, y));
        }
    }

    fn hang(&mut self, paper: &mut Paper, fixture: Fixture, (x, y): Spot) {
        let at = (x, y + 3.0);
        paper.veiled(0.3, |paper| {
            let lean = (CENTRE - x) * 0.10;
            // From the front the light goes upstage; from the stage it comes towards the audience.
            let far = if y > 220.0 { y - 26.0 } else { y + 21.0 };
            paper.polygon(&[(x - 0.8, y), (x + 0.8, y), (x + lean + 5.5, far), (x + lean - 5.5, far)], filled(HAZE));
        });
        symbol(paper, fixture, at);
        let channel = self.channel.to_string();
        paper.circle((x, y - 5.6), 2.1, filled(WHITE).with(pen(BLACK, 0.25)));
        paper.text((x, y - 4.8), &channel, letters(2.2).bold().centred());
        self.channel += 1;
        if let Some(count) =
            FIXTURES.iter().position(|(known, _)| *known == fixture).and_then(|at| self.counts.get_mut(at))
        {
            *count += 1;
        }
    }
}

fn symbol(paper: &mut Paper, fixture: Fixture, (x, y): Spot) {
    let line = pen(BLACK, 0.35);
    match fixture {
        Fixture::Spot => {
            paper.rect((x - 2.2, y - 3.4), (4.4, 1.6), filled(BLACK));
            paper.circle((x, y), 2.3, filled([0.80, 0.87, 0.97]).with(line));
            paper.circle((x, y), 0.9, filled(BLUE));
        }
        Fixture::Wash => {
            paper.rect((x - 2.2, y - 3.4), (4.4, 1.6), filled(BLACK));
            paper.circle((x, y), 2.3, filled([0.85, 0.94, 0.87]).with(line));
            paper.line((x - 1.6, y - 1.6), (x + 1.6, y + 1.6), pen(GREEN, 0.3));
            paper.line((x - 1.6, y + 1.6), (x + 1.6, y - 1.6), pen(GREEN, 0.3));
        }
        Fixture::Beam => {
            paper.rect((x - 1.8, y - 3.4), (3.6, 1.6), filled(BLACK));
            paper.polygon(
                &[(x - 1.8, y - 1.6), (x + 1.8, y - 1.6), (x + 1.0, y + 2.6), (x - 1.0, y + 2.6)],
                filled([0.93, 0.86, 0.97]).with(line),
            );
        }
        Fixture::Blinder => {
            paper.rect((x - 2.6, y - 2.6), (5.2, 5.2), filled([1.0, 0.95, 0.80]).with(line));
            for (dx, dy) in [(-1.2, -1.2), (1.2, -1.2), (-1.2, 1.2), (1.2, 1.2)] {
                paper.circle((x + dx, y + dy), 0.9, filled(WHITE).with(pen(AMBER, 0.3)));
            }
        }
        Fixture::Strobe => {
            paper.rect((x - 4.0, y - 1.3), (8.0, 2.6), filled([0.96, 0.85, 0.85]).with(line));
            paper.line((x - 3.4, y), (x + 3.4, y), pen(RED, 0.5).fine_dashed());
        }
        Fixture::Profile => {
            paper.polygon(
                &[
                    (x - 1.2, y - 3.0),
                    (x + 1.2, y - 3.0),
                    (x + 2.0, y),
                    (x + 1.4, y + 3.0),
                    (x - 1.4, y + 3.0),
                    (x - 2.0, y),
                ],
                filled(WHITE).with(line),
            );
        }
    }
}

fn key(paper: &mut Paper, rig: &Rig) {
    key_heading(paper, "KEY AND COUNTS");
    for ((place, (fixture, name)), count) in (0_u8..).zip(FIXTURES).zip(rig.counts) {
        let (x, y) = key_entry(paper, place, name);
        symbol(paper, fixture, (x, y));
        paper.text((COLUMN + COLUMN_WIDTH, y + 1.0), &format!("× {count}"), letters(3.0).bold().right());
    }
    let (x, y) = key_entry(paper, 6, "Channel");
    paper.circle((x, y), 2.1, filled(WHITE).with(pen(BLACK, 0.25)));
    paper.text((x, y + 0.8), "1", letters(2.2).bold().centred());
    let total: u32 = rig.counts.iter().sum();
    paper.text((COLUMN + COLUMN_WIDTH, y + 1.0), &format!("{total} in all"), letters(3.0).bold().right());
}
