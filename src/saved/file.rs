//! A safetensors file: named arrays of f32, and text about them.

use crate::nn::Parameter;
use crate::train::Unreadable;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The content of a safetensors file, limited to what this crate writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TensorFile {
    /// Text by key.
    pub metadata: BTreeMap<String, String>,
    /// Name, shape and numbers of each tensor; the numbers are in row-major order.
    pub tensors: Vec<(Parameter, Vec<f32>)>,
}

/// Maximum number of tensors in a file; the runs of the largest sweep have fewer.
const MOST_TENSORS: usize = 10_000;

/// The key of the texts in the header.
const METADATA: &str = "__metadata__";

/// Whole numbers in a list.
fn whole(list: &Value) -> Option<Vec<usize>> {
    list.as_array()?.iter().map(|n| n.as_u64().and_then(|n| usize::try_from(n).ok())).collect()
}

/// A tensor's line in the header.
#[derive(Serialize)]
struct Entry<'a> {
    dtype: &'static str,
    shape: &'a [usize],
    data_offsets: [usize; 2],
}

impl TensorFile {
    /// The bytes of the file.
    ///
    /// Equal contents have equal files: keys are sorted, and tensors stay in their order.
    ///
    /// # Errors
    /// When a text cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let json = |error: serde_json::Error| Unreadable(error.to_string());
        let mut header = format!("{{\"{METADATA}\":{}", serde_json::to_string(&self.metadata).map_err(json)?);
        let mut end = 0;
        for (Parameter { name, shape }, numbers) in &self.tensors {
            let start = end;
            end += 4 * numbers.len();
            let entry = Entry { dtype: "F32", shape, data_offsets: [start, end] };
            let name = serde_json::to_string(name).map_err(json)?;
            header += &format!(",{name}:{}", serde_json::to_string(&entry).map_err(json)?);
        }
        header += "}";
        // Padded so that the numbers are aligned.
        header += &" ".repeat(header.len().next_multiple_of(8) - header.len());
        let mut bytes = Vec::with_capacity(8 + header.len() + end);
        bytes.extend((header.len() as u64).to_le_bytes());
        bytes.extend(header.as_bytes());
        for (_, numbers) in &self.tensors {
            bytes.extend(numbers.iter().flat_map(|x| x.to_le_bytes()));
        }
        Ok(bytes)
    }

    /// Reads a file. The tensors are in the order of their names.
    ///
    /// # Errors
    /// When this is not a safetensors file, or when its numbers are not f32.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let broken = |what: &str| Unreadable(format!("not a safetensors file: {what}"));
        let (length, rest) = bytes.split_first_chunk().ok_or_else(|| broken("it has no header"))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (header, data) = rest.split_at_checked(length).ok_or_else(|| broken("its header is cut off"))?;
        let header: Map<String, Value> =
            serde_json::from_slice(header).map_err(|error| broken(&format!("its header, {error}")))?;
        let n = header.len();
        if n > MOST_TENSORS {
            return Err(Unreadable(format!("{n} tensors; allowed: at most {MOST_TENSORS}")));
        }
        let (mut file, mut total) = (Self::default(), 0);
        for (name, value) in header {
            if name == METADATA {
                let text = |(key, text): (String, Value)| Some((key, text.as_str()?.to_string()));
                let Value::Object(texts) = value else { return Err(broken("its metadata are not texts")) };
                let texts: Option<_> = texts.into_iter().map(text).collect();
                file.metadata = texts.ok_or_else(|| broken("its metadata are not texts"))?;
                continue;
            }
            if value["dtype"] != "F32" {
                return Err(Unreadable(format!("tensor {name} is {}; allowed: F32", value["dtype"])));
            }
            let outside = || broken(&format!("the shape or the place of tensor {name} is not possible"));
            let shape = whole(&value["shape"]).ok_or_else(outside)?;
            let size = shape.iter().try_fold(4_usize, |size, n| size.checked_mul(*n)).ok_or_else(outside)?;
            let place = whole(&value["data_offsets"]).ok_or_else(outside)?;
            let [start, end] = place[..] else { return Err(outside()) };
            let bytes = data.get(start..end).filter(|bytes| bytes.len() == size).ok_or_else(outside)?;
            total += size;
            let (numbers, _) = bytes.as_chunks();
            let numbers = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
            file.tensors.push((Parameter { name, shape }, numbers));
        }
        if total != data.len() {
            return Err(broken("its tensors are not as long as its data"));
        }
        Ok(file)
    }

    /// Removes the tensor of this name and shape from the file and returns its numbers.
    ///
    /// # Errors
    /// When the tensor is missing or has another shape.
    pub fn take(&mut self, parameter: &Parameter) -> Result<Vec<f32>, Unreadable> {
        let Parameter { name, shape } = parameter;
        let found = self.tensors.iter().position(|(other, _)| other.name == *name);
        let Some(i) = found else { return Err(Unreadable(format!("the tensor {name} is missing"))) };
        let (other, numbers) = self.tensors.swap_remove(i);
        match other.shape == *shape {
            true => Ok(numbers),
            false => Err(Unreadable(format!("{name} has the shape {:?}; allowed: {shape:?}", other.shape))),
        }
    }

    /// The text stored under a key.
    ///
    /// # Errors
    /// When the key is missing.
    pub fn text(&self, key: &str) -> Result<&str, Unreadable> {
        self.metadata.get(key).map(String::as_str).ok_or_else(|| Unreadable(format!("no {key} in the metadata")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> TensorFile {
        let tensor = |name: &str, shape: &[usize], numbers: &[f32]| {
            (Parameter { name: name.into(), shape: shape.to_vec() }, numbers.to_vec())
        };
        TensorFile {
            metadata: [("spec", "#fit?target=\"x\""), ("epoch", "7")].map(|(k, v)| (k.into(), v.into())).into(),
            tensors: vec![tensor("a", &[2, 1], &[1.0, -0.0]), tensor("b", &[0], &[]), tensor("c", &[1], &[1e-40])],
        }
    }

    #[test]
    fn a_file_reads_back_as_it_was_written() {
        let bytes = file().to_bytes().unwrap();
        let mut back = TensorFile::from_bytes(&bytes).unwrap();
        back.tensors.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        assert_eq!(back, file());
        assert_eq!(back.to_bytes().unwrap(), bytes);
        assert_eq!(back.text("epoch"), Ok("7"));
        assert!(back.text("v").is_err());
        let mut take = |name: &str, shape: &[usize]| back.take(&Parameter { name: name.into(), shape: shape.to_vec() });
        assert_eq!(take("a", &[2, 1]), Ok(vec![1.0, -0.0]));
        assert!(take("a", &[2, 1]).is_err());
        assert!(take("c", &[1, 1]).unwrap_err().0.contains("shape"));
    }

    #[test]
    fn cut_and_foreign_files_are_refused() {
        let bytes = file().to_bytes().unwrap();
        for end in [0, 7, 8, 40, bytes.len() - 1] {
            assert!(TensorFile::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        assert!(TensorFile::from_bytes(&[0xff; 64]).is_err());
    }
}
