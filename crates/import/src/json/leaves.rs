//! What of a file is not used: every value in it that is no object and no array, and that says
//! something, by its path, less those that were taken over.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What of an element was not used, and what in it was wrong.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Rest {
    /// How many values, by their paths within the element.
    pub(crate) fields: BTreeMap<String, usize>,
    /// Elements within it that were left out: where, and why.
    pub(crate) wrong: Vec<String>,
}

impl Rest {
    /// Adds what was not used of a part that stands under a name.
    pub(crate) fn add(&mut self, name: &str, part: Self) {
        for (path, number) in part.fields {
            *self.fields.entry(joined(name, &path)).or_default() += number;
        }
        let wrong = part.wrong.into_iter();
        self.wrong
            .extend(wrong.map(|message| joined(name, &message)));
    }

    /// Adds the values of a field that was not used.
    pub(crate) fn field(&mut self, name: &str, leaves: Leaves) {
        for (path, number) in leaves.0 {
            *self.fields.entry(joined(name, &path)).or_default() += number;
        }
    }
}

fn joined(name: &str, path: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else if path.starts_with('[') || name.is_empty() {
        format!("{name}{path}")
    } else {
        format!("{name}.{path}")
    }
}

/// What has parts of which something may not be used.
pub(crate) trait Remains {
    /// What was not used; of most kinds of values nothing.
    fn remains(&mut self) -> Rest {
        Rest::default()
    }
}

impl Remains for String {}
impl Remains for bool {}
impl Remains for u64 {}
impl Remains for f64 {}
impl Remains for IgnoredAny {}
impl<T> Remains for Vec<T> {}

/// How many values a piece of JSON holds, by their paths within it. What is null or empty says
/// nothing, and is none.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Leaves(pub(crate) BTreeMap<String, usize>);

impl<'de> Deserialize<'de> for Leaves {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut leaves = Self::default();
        let mut path = String::new();
        Count {
            path: &mut path,
            leaves: &mut leaves,
        }
        .deserialize(deserializer)?;
        Ok(leaves)
    }
}

struct Count<'c> {
    path: &'c mut String,
    leaves: &'c mut Leaves,
}

impl Count<'_> {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "so that the methods that count say no more than this"
    )]
    fn one<E>(self) -> Result<(), E> {
        if let Some(number) = self.leaves.0.get_mut(self.path.as_str()) {
            *number += 1;
        } else {
            self.leaves.0.insert(self.path.clone(), 1);
        }
        Ok(())
    }

    /// Counts what stands under a name.
    fn within<E>(
        &mut self,
        name: &str,
        read: impl FnOnce(Count<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let length = self.path.len();
        if length > 0 && name != "[]" {
            self.path.push('.');
        }
        self.path.push_str(name);
        let done = read(Count {
            path: self.path,
            leaves: self.leaves,
        });
        self.path.truncate(length);
        done
    }
}

impl<'de> DeserializeSeed<'de> for Count<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.one()
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.one()
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.one()
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.one()
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if text.trim().is_empty() {
            Ok(())
        } else {
            self.one()
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let mut is_more = true;
        while is_more {
            self.within("[]", |count| {
                is_more = seq.next_element_seed(count)?.is_some();
                Ok(())
            })?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.within(&name, |count| map.next_value_seed(count))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Leaves;

    #[test]
    fn leaves_are_counted_by_their_paths() {
        let text =
            r#"{"a": [{"b": 1, "c": ""}, {"b": false}], "d": null, "e": {"f": ["x", "y", []]}}"#;
        let Leaves(leaves) = serde_json::from_str(text).unwrap();
        let found: Vec<(&str, usize)> =
            leaves.iter().map(|(path, n)| (path.as_str(), *n)).collect();
        assert_eq!(found, [("a[].b", 2), ("e.f[]", 2)]);
    }
}
