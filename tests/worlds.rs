//! Every figure of the four worlds is drawn for networks with no, one and several latent variables.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::kinds::Spec;
use scinet::kinds::board::Board;
use scinet::kinds::worlds::{WorldBoard, WorldReport, WorldSpec};
use scinet::plot::{Options, View, svg_picture};

#[test]
fn figures_and_reports_exist_before_and_after_training_for_any_number_of_latent_variables() {
    let options = Options { width: 400.0, height: 300.0, dark: false, legend: true };
    for kind in ["pendulum", "collision", "qubits", "qubits?qubits=2", "solar", "solar?elliptic=yes"] {
        for latent in [0, 1, 3] {
            if kind.starts_with("solar") && latent == 0 {
                continue;
            }
            let sign = if kind.contains('?') { '&' } else { '?' };
            let link = format!("#{kind}{sign}latent={latent}&encoder=4&decoder=5&batch=16&epochs=2");
            let spec = Spec::parse_link(&link).unwrap();
            let mut run = spec.run().unwrap();
            let world = spec.get::<WorldSpec>().unwrap();
            let mut board = WorldBoard::new(world.clone());
            for _ in 0..2 {
                let panels = board.panels();
                for [panel, _] in panels {
                    for name in board.figures(panel) {
                        let Some(picture) = board.picture(&name, &[]) else {
                            assert!(board.net.parameters.is_empty(), "{link}: {name}");
                            continue;
                        };
                        let svg = svg_picture(&picture, View::default(), &options).unwrap();
                        assert!(svg.ends_with("</svg>\n"), "{link}: {name}");
                    }
                    board.legend(panel);
                }
                board.asked();
                board.measured();
                run.advance(2);
                board.net.take(run.epoch(), run.parameters(), 0, run.losses(), 2);
                let report = WorldReport::of(world, run.parameters(), 200, 1).unwrap_or_else(|| panic!("{link}"));
                assert_eq!(report.latent.len(), latent, "{link}");
                let report = serde_json::to_string(&report).unwrap();
                board.take("report", &serde_json::json!([board.net.state().to_string(), report]).to_string()).unwrap();
                assert!(board.measured().0[0].contains("latent variables are used"), "{link}");
            }
        }
    }
}
