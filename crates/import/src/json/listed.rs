//! A list in which one element that is wrong does not spoil the others.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::leaves::{Remains, Rest};

/// The elements that could be read, and what was wrong with the others.
#[derive(Clone, Debug)]
pub(crate) struct Listed<T> {
    elements: Vec<T>,
    rest: Rest,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            elements: Vec::new(),
            rest: Rest::default(),
        }
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.elements
    }
}

impl<'l, T> IntoIterator for &'l Listed<T> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter()
    }
}

impl<T> Remains for Listed<T> {
    fn remains(&mut self) -> Rest {
        std::mem::take(&mut self.rest)
    }
}

impl<'de, T: for<'any> Deserialize<'any> + Remains> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each<T>(PhantomData<T>);

        impl<'de, T: for<'any> Deserialize<'any> + Remains> Visitor<'de> for Each<T> {
            type Value = Listed<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_unit<E>(self) -> Result<Listed<T>, E> {
                Ok(Listed::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Listed<T>, A::Error> {
                let mut listed = Listed::default();
                let mut number = 0;
                while let Some(element) = seq.next_element::<Json>()? {
                    match T::deserialize(element) {
                        Ok(mut element) => {
                            listed.rest.add("[]", element.remains());
                            listed.elements.push(element);
                        }
                        Err(error) => listed.rest.wrong.push(format!("[{number}]: {error}")),
                    }
                    number += 1;
                }
                Ok(listed)
            }
        }

        deserializer.deserialize_any(Each(PhantomData))
    }
}
