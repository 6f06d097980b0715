//! Files to save and to load: the networks of a cell, its runs, and any file that a reader drops on the page.

use super::cell::{Cell, failed};
use super::to_js;
use crate::kinds::Spec;
use crate::saved::{Bundle, Model};
use crate::spec::told;
use crate::train::{Checkpoint, Unreadable};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The description of a file.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct FileReading {
    /// Whether it holds runs that can resume, and not only networks.
    run: bool,
    kind: &'static str,
    /// The link of its spec.
    link: String,
    /// The smallest epoch of its networks.
    epoch: u32,
}

/// Describes a file.
///
/// # Errors
/// When it is none of ours, or broken.
#[wasm_bindgen(js_name = readFile, unchecked_return_type = "FileReading")]
pub fn read_file(file: &[u8]) -> Result<JsValue, JsValue> {
    let run = Bundle::is_in(file).map_err(failed)?;
    let (spec, epoch) = if run {
        let Bundle { spec, runs } = Bundle::from_bytes(file).map_err(failed)?;
        (spec, runs.iter().map(|run| run.epoch).min().unwrap_or(0))
    } else {
        let Model { spec, epoch, .. } = Model::from_bytes(file).map_err(failed)?;
        (spec, epoch)
    };
    to_js(&FileReading { run, kind: spec.kind(), link: spec.link(), epoch })
}

#[wasm_bindgen]
impl Cell {
    /// The parameters of the i-th network, for a report on it.
    pub fn parameters(&self, i: usize) -> Option<Vec<f32>> {
        self.board.nets().get(i).map(|net| net.parameters.clone())
    }

    /// The networks of the cell as `scinet run --out` saves them. `report` is a report from a worker, if the kind has
    /// one.
    ///
    /// # Errors
    /// When there are no networks, or the report cannot be read.
    #[wasm_bindgen(js_name = saveNetwork)]
    pub fn save_network(&self, report: Option<String>) -> Result<Vec<u8>, JsValue> {
        let nets = self.board.nets();
        let mut notes = self.board.notes(report).map_err(failed)?;
        let epoch = nets.iter().map(|net| net.epoch).min().ok_or_else(|| failed("there is no network to save"))?;
        if nets.iter().any(|net| net.epoch != epoch) {
            let all: Vec<String> = nets.iter().map(|net| net.epoch.to_string()).collect();
            notes.insert("epochs".into(), all.join(", "));
        }
        if let Some(found) = self.fingerprint() {
            notes.insert("fingerprint".into(), found);
        }
        let nets = nets.iter().map(|net| net.parameters.clone()).collect();
        Model { spec: self.spec.clone(), epoch, nets, notes }.to_bytes().map_err(failed)
    }

    /// The cell's runs as one file, from a checkpoint of each.
    ///
    /// # Errors
    /// When the checkpoints are not those of the runs of the cell.
    #[wasm_bindgen(js_name = saveRuns)]
    pub fn save_runs(&self, checkpoints: Vec<js_sys::Uint8Array>) -> Result<Vec<u8>, JsValue> {
        let read = |file: &js_sys::Uint8Array| Checkpoint::from_bytes(&file.to_vec());
        let runs = checkpoints.iter().map(read).collect::<Result<_, Unreadable>>().map_err(failed)?;
        Bundle { spec: self.spec.clone(), runs }.to_bytes().map_err(failed)
    }

    /// The checkpoint of each run of the cell, from such a file.
    ///
    /// # Errors
    /// When the file is broken, is of other runs, or has more epochs than the spec.
    #[wasm_bindgen(js_name = openRuns)]
    pub fn open_runs(&self, file: &[u8]) -> Result<Vec<js_sys::Uint8Array>, JsValue> {
        let Bundle { spec, runs } = Bundle::from_bytes(file).map_err(failed)?;
        let mine = &self.spec;
        if spec.runs() != mine.runs() {
            return Err(failed(format!("the file is of other runs, {}", spec.link())));
        }
        if let Some(run) = runs.iter().find(|run| run.epoch > mine.epochs()) {
            return Err(failed(format!("it has {} epochs; this cell has {}", run.epoch, mine.epochs())));
        }
        let bytes = |run: &Checkpoint| run.to_bytes().map(|bytes| js_sys::Uint8Array::from(bytes.as_slice()));
        runs.iter().map(bytes).collect::<Result<_, _>>().map_err(failed)
    }
}

/// Whether two links train the same networks.
#[wasm_bindgen(js_name = sameRuns)]
pub fn same_runs(one: &str, other: &str) -> Result<bool, JsValue> {
    let runs = |link| Spec::parse_link(link).map(|spec| spec.runs()).map_err(|problems| failed(told(&problems)));
    Ok(runs(one)? == runs(other)?)
}

/// The version of the notebook.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
