//! The `data` cell as the page asks for it: the table, figures, and the errors of every model.

use crate::figure::lines::Ink;
use crate::figure::number::readable;
use crate::figure::picture::Picture;
use crate::kinds::about::About;
use crate::kinds::board::{Board, earlier, json};
use crate::kinds::data::board::DataBoard;
use crate::kinds::data::board::measures::DataRow;
use crate::kinds::data::rivals::DataRivals;
use crate::kinds::data::shown::{DataErrorRow, DataErrors, DataShown, DataTableView};
use crate::kinds::data::spec::DataSpec;
use crate::kinds::kind::Shows;
use crate::kinds::{FITS, NetState, Spec, reduced};
use crate::range::Range;
use crate::spec::print_number;
use crate::spec::{Fields, Problem, Value};
#[cfg(not(target_arch = "wasm32"))]
use serde_json::{Value as Json, json as json_value};

/// Number of rows of a table that the page shows.
const SHOWN: usize = 5;

/// Number of inputs that the title of a cell names, at most.
const MOST_NAMED: usize = 4;

impl DataBoard {
    fn table_view(&self) -> DataTableView {
        let (spec, table) = (&self.spec, self.spec.find());
        let chosen = self.chosen.as_ref().ok();
        let own = |names: Vec<&str>| names.into_iter().map(String::from).collect::<Vec<_>>();
        let text = |x: f64| if x.is_nan() { String::new() } else { print_number(x).replace('-', "−") };
        let cell = |row: usize| move |column: &Vec<f64>| text(column[row]);
        DataTableView {
            missing: if table.is_none() { spec.table.0.map(|id| [id.to_string(), spec.name.0.clone()]) } else { None },
            problem: if table.is_some() { self.chosen.as_ref().err().map(ToString::to_string) } else { None },
            names: table.as_ref().map_or(Vec::new(), |table| table.names().to_vec()),
            units: spec.units.0.clone(),
            n_rows: table.as_ref().map_or(0, |table| table.n_rows()),
            rows: table.as_ref().map_or(Vec::new(), |table| {
                (0..table.n_rows().min(SHOWN)).map(|row| table.columns().iter().map(cell(row)).collect()).collect()
            }),
            inputs: chosen.map_or(Vec::new(), |chosen| own(chosen.input_names())),
            outputs: chosen.map_or(Vec::new(), |chosen| own(chosen.output_names())),
            axis: chosen.map_or(String::new(), |chosen| chosen.input_names()[chosen.axis].into()),
            file: spec.name.0.clone(),
        }
    }

    fn errors_view(&self) -> Option<DataErrors> {
        let table = self.table()?;
        let number = |x: Option<f64>| x.map_or("–".into(), |x| readable(x, 3));
        // Three decimals show the difference of R² from 1.
        let share = |x: Option<f64>| match x {
            Some(x) if x.abs() < 10.0 => format!("{x:.3}").replace('-', "−"),
            x => number(x),
        };
        let line = |row: DataRow| DataErrorRow {
            numbers: [number(row.train), number(row.held), share(row.r2), number(row.between), number(row.beyond)],
            name: row.name,
            output: row.output,
            parameters: row.parameters,
        };
        Some(DataErrors {
            lines: table.rows.into_iter().map(line).collect(),
            n_train: table.n_train,
            n_held: table.n_held,
            n_between: table.n_between,
            n_beyond: table.n_beyond,
            notes: table.notes,
        })
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl DataBoard {
    /// The six cells of each line of the remarks that is a coefficient.
    pub(super) fn coefficients(&self) -> Vec<Vec<&str>> {
        let remarks = self.rivals.as_ref().map_or("", |rivals| &rivals.remarks);
        remarks.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(|cells| cells.len() == 6).collect()
    }
}

#[cfg(feature = "page")]
impl Shows for DataSpec {
    fn about(&self) -> About {
        About { title: "Your own data", help: "Networks learn from a CSV file or from pasted columns.", sample: "" }
    }

    fn heading(&self) -> String {
        let title = self.about().title;
        let Ok(chosen) = self.chosen() else { return title.into() };
        let inputs = chosen.input_names();
        let from = if inputs.len() > MOST_NAMED { format!("{} columns", inputs.len()) } else { inputs.join(", ") };
        format!("{title}: {} from {from}", chosen.output_names().join(", "))
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(DataBoard::new(self.clone()))
    }

    fn unshared(&self) -> Option<(Spec, String)> {
        let id = self.rows.0.as_ref()?.id().to_string();
        let mut bare = self.clone();
        let changes = [("rows", "none".to_string()), ("table", id.clone()), ("name", self.name.print())];
        changes.iter().try_for_each(|(key, text)| bare.change_key(key, text)).ok()?;
        bare.units = self.units.clone();
        bare.cross_check().is_empty().then(|| (bare.into(), id))
    }

    /// `table`: the same networks on another table. `columns`: other inputs and outputs.
    fn change(&self, what: &str, with: &str) -> Result<Spec, Vec<Problem>> {
        let mut spec = self.clone();
        let unreadable = |error: serde_json::Error| vec![Problem::new("", what, error.to_string())];
        let changed = match what {
            "table" => spec.take_table(serde_json::from_str(with).map_err(unreadable)?),
            "columns" => spec.take_columns(serde_json::from_str(with).map_err(unreadable)?),
            _ => Err(Problem::new("", what, "allowed: table, columns")),
        };
        changed.map_err(|problem| vec![problem])?;
        let problems = spec.cross_check();
        if problems.is_empty() { Ok(spec.into()) } else { Err(problems) }
    }
}

impl Board for DataBoard {
    fn nets(&self) -> &[NetState] {
        &self.nets
    }

    fn nets_mut(&mut self) -> &mut [NetState] {
        &mut self.nets
    }

    fn loss_parts(&self, net: usize) -> usize {
        // The SciNet follows the dense networks.
        if net >= self.spec.nets.0.len() { 2 } else { 1 }
    }

    fn is_ready(&self) -> bool {
        self.chosen.is_ok()
    }

    fn inherit(&mut self, old: &mut dyn Board) {
        let Some(old) = earlier::<Self>(old) else { return };
        if self.chosen.is_err() || old.chosen.is_err() {
            return;
        }
        let [now, before] = [&self.spec, &old.spec].map(|spec| reduced(spec, &FITS));
        let rows = |spec: &DataSpec| {
            let DataSpec { polynomials, constant, .. } = DataSpec::default();
            DataSpec { polynomials, constant, ..spec.clone() }
        };
        if rows(&now) == rows(&before) && self.spec.standardise == old.spec.standardise {
            self.rows = std::mem::take(&mut old.rows);
        }
        if now == before {
            self.rivals = old.rivals.take();
        }
    }

    fn set_fits(&mut self, numbers: &[f64]) -> Result<(), String> {
        self.rivals = Some(DataRivals::from_numbers(numbers).map_err(|error| error.to_string())?);
        Ok(())
    }

    fn figures(&self, _: &str) -> Vec<String> {
        DataBoard::figures(self)
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        self.named(name, hidden).map(Picture::Lines)
    }

    fn title(&self, name: &str) -> Option<String> {
        DataBoard::title(self, name)
    }

    fn legend(&self, _: &str) -> Vec<(String, Ink)> {
        DataBoard::legend(self)
    }

    fn view(&self, drawn: Range) -> Option<Range> {
        Some(self.spec.view.0.unwrap_or(drawn))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn losses(&self) -> Json {
        let last = |(i, net): (usize, &NetState)| match self.loss_parts(i) {
            1 => json_value!(net.losses.last()),
            _ => net.scinet_loss(),
        };
        let nets = self.spec.net_names().into_iter().zip(self.nets.iter().enumerate());
        nets.map(|(name, net)| (name, last(net))).collect()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn measures(&self) -> Json {
        let mut measures = json_value!(self.table());
        if let Json::Object(object) = &mut measures {
            let number = |cell: &str| cell.parse::<f64>().ok();
            let one = |cells: Vec<&str>| {
                let (value, error) = (number(cells[3]), number(cells[4]));
                json_value!({"name": cells[0], "output": cells[1], "term": cells[2], "value": value, "error": error})
            };
            object.insert("coefficients".into(), self.coefficients().into_iter().map(one).collect());
        }
        measures
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn print(&self, _: &dyn Fn() -> Option<Json>) -> String {
        let Some(table) = self.table() else { return String::new() };
        let count = |n: Option<usize>| n.map_or(String::new(), |n| n.to_string());
        let line = |names: [&str; 2], cells: [String; 5]| {
            let cells: String = cells.iter().map(|cell| format!("{cell:>14}")).collect();
            format!("{:24} {:12}{cells}", names[0], names[1])
        };
        let mut lines = vec![format!("RMS errors on {} training and {} held-out rows", table.n_train, table.n_held)];
        if table.n_held > 0 {
            let (between, beyond) = (count(table.n_between), count(table.n_beyond));
            lines.push(format!("of the held-out rows measured, {between} lie between the data and {beyond} beyond"));
        }
        lines.push(line(["", ""], ["training", "held out", "R²", "between", "beyond"].map(String::from)));
        lines.extend(table.rows.iter().map(|row| {
            let numbers = [row.train, row.held, row.r2, row.between, row.beyond];
            line([&row.name, &row.output], numbers.map(|x| x.map_or("–".into(), |x| readable(x, 3))))
        }));
        let coefficients = self.coefficients();
        let shown: Vec<&Vec<&str>> = coefficients.iter().filter(|cells| !cells[5].is_empty()).collect();
        if !shown.is_empty() {
            lines.push("Coefficients ± standard errors".into());
        }
        let width = shown.iter().map(|cells| cells[2].chars().count()).max().unwrap_or(0);
        lines.extend(
            shown.iter().map(|cells| format!("{:24} {:12} {:width$}  {}", cells[0], cells[1], cells[2], cells[5])),
        );
        lines.extend(table.notes);
        lines.join("\n") + "\n"
    }

    fn show(&self, what: &str, _: &str) -> Option<String> {
        json(match what {
            "table" => DataShown::Table(self.table_view()),
            "errors" => DataShown::Errors(self.errors_view()),
            "remarks" => DataShown::Remarks(self.rivals.as_ref().map_or(String::new(), |all| all.remarks.clone())),
            _ => return None,
        })
    }
}
