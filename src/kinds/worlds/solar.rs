//! Sun and Mars as seen from Earth: directions that follow from two heliocentric angles (Iten et al. 2020).
//!
//! A scene consists of the mean longitude of Earth at the first observation, and the lead of Mars over Earth then.
//! Both are within half a turn: every constellation occurs once, with oppositions in the middle. Directions are
//! angles in the plane of the orbits, in rad, without jumps by a whole turn: the direction of the Sun is the longitude
//! of Earth + π, and the direction of Mars stays within a quarter turn of its heliocentric longitude.

use crate::figure::lines::{Ink, NETWORK, Series, TRUTH};
use crate::float::{atan2, cos, sin};
use crate::kinds::about::About;
use crate::kinds::worlds::domain::{Domain, Elsewhere, MUON, Pair, Plan, Shipped, Shown, at, line};
use crate::kinds::worlds::world::{Dial, Quantity, Sizes, World};
use crate::random::Draws;
use crate::spec::Range;
use crate::spec::fields::fields;
use std::f64::consts::{PI, TAU};

/// Earth's year in days.
const YEAR: f64 = 365.26;

/// An orbit around the Sun. Its radius or semi-major axis is in units of that of Earth.
#[derive(Debug, Clone, Copy)]
struct Orbit {
    radius: f64,
    /// Mean motion in rad per day.
    motion: f64,
    eccentricity: f64,
    /// Longitude of the perihelion, in rad.
    perihelion: f64,
}

impl Orbit {
    /// Heliocentric longitude and distance at a mean longitude, within the same turn.
    fn at(&self, mean_longitude: f64) -> (f64, f64) {
        let e = self.eccentricity;
        if e == 0.0 {
            return (mean_longitude, self.radius);
        }
        let mean = mean_longitude - self.perihelion;
        // Kepler's equation E − e sin E = M. At these eccentricities, three Newton steps converge.
        let mut eccentric = mean + e * sin(mean);
        for _ in 0..3 {
            eccentric -= (eccentric - e * sin(eccentric) - mean) / (1.0 - e * cos(eccentric));
        }
        let (x, y) = (cos(eccentric) - e, (1.0 - e * e).sqrt() * sin(eccentric));
        // The lead of the true anomaly over the mean one. It is less than half a turn, so there are no jumps.
        let (s, c) = (sin(mean), cos(mean));
        let ahead = atan2(y * c - x * s, x * c + y * s);
        (mean_longitude + ahead, self.radius * (x * x + y * y).sqrt())
    }
}

/// The position of a body at a heliocentric longitude and a distance.
fn place((longitude, distance): (f64, f64)) -> [f64; 2] {
    [distance * cos(longitude), distance * sin(longitude)]
}

/// The orbits, and the interval between observations.
#[derive(Debug, Clone)]
pub struct Solar {
    earth: Orbit,
    mars: Orbit,
    days: f64,
    steps: usize,
    average: bool,
    /// Maximum number of steps that a reader may look ahead.
    asked_steps: f64,
}

impl From<&SolarSpec> for Solar {
    fn from(spec: &SolarSpec) -> Self {
        let orbit = |radius: f64, eccentricity: f64, perihelion: f64| Orbit {
            radius,
            // Kepler's third law.
            motion: TAU / (YEAR * radius * radius.sqrt()),
            eccentricity: if spec.elliptic { eccentricity } else { 0.0 },
            perihelion,
        };
        Self {
            earth: orbit(1.0, 0.0167, 1.796),
            mars: orbit(spec.radius, 0.0934, 5.865 - TAU),
            days: spec.days,
            steps: spec.steps as usize,
            average: spec.average,
            asked_steps: f64::from(spec.asked_steps()[1]),
        }
    }
}

/// The mean longitudes of Earth and Mars of a scene.
pub fn longitudes(scene: &[f64]) -> [f64; 2] {
    [scene[0], scene[0] + scene[1]]
}

impl Solar {
    /// Directions of Sun and Mars as seen from Earth, in rad, a number of days after mean longitudes (Earth, Mars).
    pub fn directions(&self, longitudes: [f64; 2], days: f64) -> [f64; 2] {
        let (earth, distance) = self.earth.at(longitudes[0] + self.earth.motion * days);
        let (mars, far) = self.mars.at(longitudes[1] + self.mars.motion * days);
        // From Earth to Mars, rotated so that the longitude of Mars is 0. The real part is positive.
        let apart = earth - mars;
        let ahead = atan2(-distance * sin(apart), far - distance * cos(apart));
        [earth + PI, mars + ahead]
    }

    /// Number of days of a number of steps.
    pub fn days(&self, steps: f64) -> f64 {
        steps * self.days
    }

    /// The positions of Earth and Mars around the Sun, in units of the orbit of Earth, some days after mean longitudes.
    pub fn positions(&self, longitudes: [f64; 2], days: f64) -> [[f64; 2]; 2] {
        [(self.earth, longitudes[0]), (self.mars, longitudes[1])]
            .map(|(orbit, longitude)| place(orbit.at(longitude + orbit.motion * days)))
    }

    /// Both orbits, as points along them.
    pub fn orbits(&self) -> [Vec<[f64; 2]>; 2] {
        const POINTS: u32 = 128;
        let around = |orbit: Orbit| (0..=POINTS).map(move |i| place(orbit.at(TAU * f64::from(i) / f64::from(POINTS))));
        [self.earth, self.mars].map(|orbit| around(orbit).collect())
    }

    /// The mean motions of Earth and Mars from one pair to the next, in rad.
    pub fn advance(&self) -> [f64; 2] {
        [self.earth.motion * self.days, self.mars.motion * self.days]
    }
}

impl World for Solar {
    fn sizes(&self) -> Sizes {
        Sizes { inputs: 2, questions: 0, outputs: 2, steps: self.steps }
    }

    fn scene_len(&self) -> usize {
        2
    }

    fn set(&self, draws: &mut Draws, scene: &mut [f64]) {
        let mut turn = [0.0; 2];
        draws.fill_uniform(&mut turn, -1.0, 1.0);
        scene.copy_from_slice(&turn.map(|half| PI * f64::from(half)));
    }

    fn observe(&self, scene: &[f64], _: &mut Draws, x: &mut [f32]) {
        x.copy_from_slice(&self.directions(longitudes(scene), 0.0).map(|angle| angle as f32));
    }

    fn ask(&self, _: &[f64], _: &mut Draws, _: &mut [f32]) {}

    fn answer(&self, scene: &[f64], _: &[f32], y: &mut [f32]) {
        for (k, pair) in y.chunks_exact_mut(2).enumerate() {
            let days = self.days * (k + 1) as f64;
            pair.copy_from_slice(&self.directions(longitudes(scene), days).map(|angle| angle as f32));
        }
    }

    fn averages(&self) -> bool {
        self.average
    }

    fn quantities(&self) -> &'static [Quantity] {
        &[Quantity { name: "φ Earth", unit: "rad" }, Quantity { name: "φ Mars", unit: "rad" }]
    }

    fn measure(&self, scene: &[f64]) -> Vec<f64> {
        let [earth, mars] = longitudes(scene);
        vec![self.earth.at(earth).0, self.mars.at(mars).0]
    }

    fn dials(&self) -> Vec<Dial> {
        let turn = Range { low: -PI, high: PI };
        let steps = |high: f64| Range { low: 1.0, high };
        let dial = |name, unit, inside, range| Dial { quantity: Quantity { name, unit }, range, inside };
        vec![
            dial("λ Earth", "rad", turn, turn),
            dial("Mars ahead", "rad", turn, turn),
            dial("k", "steps", steps(self.steps as f64), steps(self.asked_steps)),
        ]
    }

    fn pose(&self, dials: &[f64]) -> Vec<f64> {
        dials[..2].to_vec()
    }

    fn question_at(&self, _: &mut [f64], _: f64, _: &mut [f32]) {}

    fn outputs(&self) -> &'static [Quantity] {
        &[Quantity { name: "θ Sun", unit: "rad" }, Quantity { name: "θ Mars", unit: "rad" }]
    }
}

impl SolarSpec {
    /// Numbers of steps beyond those of the training, for which a network is evaluated: as many as the longest answer
    /// of the original, then twice as many; never fewer than in training.
    pub fn asked_steps(&self) -> [u32; 2] {
        [1, 2].map(|times| times * self.steps.max(50))
    }
}

fields! {
    /// The directions of Sun and Mars as seen from Earth. The first pair is observed, and the pairs that follow are
    /// answers.
    SolarSpec = "solar" {
        days: f64 = "7" in 0.1 ..= 100,
            Data "Days" "Days from one pair of directions to the next.";
        steps: u32 = "50" in 1 ..= 100,
            Data "Steps" "How many pairs follow the observed one in training.";
        radius: f64 = "1.5237" in 1.05 ..= 100,
            Data "Radius of Mars's orbit" "In units of Earth's; its period follows from Kepler's third law.";
        elliptic: bool = "no" in 0 ..= 0,
            Data "Elliptic" "Whether orbits have their eccentricities, 0.0167 and 0.0934, or are circles.";
        average: bool = "no" in 0 ..= 0,
            Training "Mean over steps" "Whether the squared error is the mean over the steps or their sum. The mean gives the same β more weight.";
    }
    check |_| Vec::new()
}
/// Radius of the orbit of Jupiter in units of that of Earth.
const JUPITER: f64 = 5.2044;

impl Domain for SolarSpec {
    fn world(&self, _: u32) -> Box<dyn World> {
        Box::new(Solar::from(self))
    }

    #[cfg(feature = "page")]
    fn about(&self) -> About {
        About {
            title: "SciNet on Sun and Mars",
            help: "A SciNet observes the directions of Sun and Mars once and gives those that follow.",
            sample: "",
        }
    }

    fn words(&self) -> &'static str {
        "Observed: the directions of Sun and Mars once. Answers: both directions after k steps, each by z ← z + b and \
         the decoder."
    }

    // The phases of the original, shortened. The ELU of the original bends the latent variables along the line of
    // oppositions. tanh is smooth and leaves them straight.
    fn recipe(&self) -> &'static [Pair] {
        &[
            ("activation", "tanh"),
            ("beta", "4000@0.1, 3000@0.01, 0.001"),
            ("batch", "128"),
            ("epochs", "9000"),
            ("lr", "5000@0.002, 3000@0.0004, 0.00005"),
        ]
    }

    #[cfg(feature = "trainer")]
    fn elsewhere(&self) -> Vec<Elsewhere> {
        let [long, longer] = self.asked_steps().map(|steps| Self { steps, ..self.clone() });
        let jupiter = Self { radius: JUPITER, ..long.clone() };
        let other = |name: String, spec: Self| Elsewhere { name, domain: Box::new(spec), time: None };
        let steps = |spec: Self| other(format!("{} steps", spec.steps), spec);
        vec![steps(long), steps(longer), other("Jupiter's orbit".into(), jupiter)]
    }

    fn has_plan(&self) -> bool {
        true
    }

    fn plan(&self, shown: &Shown) -> Option<Plan> {
        Some(Plan { unit: "AU", reach: 1.1 * self.radius, series: sky(&Solar::from(self), shown) })
    }

    fn shipped(&self) -> &'static [Shipped] {
        &[Shipped {
            name: "planets",
            changes: &[],
            quick: &[
                MUON,
                ("batch", "256"),
                ("beta", "2000@0.1~0.001"),
                ("epochs", "4000"),
                ("lr", "100@0..0.02, 3900@0.02~0"),
            ],
        }]
    }
}

/// Sun, Earth and Mars, and the predicted directions from Earth.
fn sky(solar: &Solar, &Shown { dials, answer, .. }: &Shown) -> Vec<Series> {
    let (longitudes, days) = (longitudes(dials), solar.days(dials[2].round()));
    let [earth, mars] = solar.positions(longitudes, days);
    let away = |a: [f64; 2], b: [f64; 2]| {
        let [x, y] = [a[0] - b[0], a[1] - b[1]];
        (x * x + y * y).sqrt()
    };
    let sight = |angle: f64, distance: f64| (earth[0] + distance * cos(angle), earth[1] + distance * sin(angle));
    let lines = |[sun, mars_at]: [f64; 2]| {
        vec![sight(sun, away(earth, [0.0; 2])), at(earth), sight(mars_at, away(earth, mars))]
    };
    let [first, second] = solar.orbits();
    let orbit = |points: Vec<[f64; 2]>| line("", Ink::Spread, points.into_iter().map(at).collect());
    let mut series =
        vec![orbit(first), orbit(second), line(TRUTH, Ink::Truth, lines(solar.directions(longitudes, days)))];
    if let Some([sun, mars_at]) = answer {
        series.push(line(NETWORK, Ink::Net(0), lines([*sun, *mars_at])));
    }
    series.extend([
        line("Sun", Ink::Body(4), vec![(0.0, 0.0)]),
        line("Earth", Ink::Body(2), vec![at(earth)]),
        line("Mars", Ink::Body(1), vec![at(mars)]),
    ]);
    series
}
