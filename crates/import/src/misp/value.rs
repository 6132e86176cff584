//! Values in events of MISP. Instances write numbers as numbers or as texts, and what is not there
//! as null, as an empty text or as an empty array; all of these are read.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::super::json::{Remains, Rest};

/// A text; numbers and truth values count as texts.
#[derive(Default)]
pub(super) struct Scalar(pub(super) String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar(number.to_string()))
    }
}

/// A truth value, which some instances write as 0 or 1.
#[derive(Default)]
pub(super) struct Flag(pub(super) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Scalar(text) = Scalar::deserialize(deserializer)?;
        match text.as_str() {
            "true" | "1" => Ok(Self(true)),
            "false" | "0" | "" => Ok(Self(false)),
            other => {
                let found = Unexpected::Str(other);
                Err(D::Error::invalid_value(found, &"true or false"))
            }
        }
    }
}

/// An object, or an empty array in its place.
pub(super) struct Single<T>(pub(super) Option<T>);

impl<'de, T: for<'any> Deserialize<'any>> Deserialize<'de> for Single<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Alone<T>(std::marker::PhantomData<T>);

        impl<'de, T: for<'any> Deserialize<'any>> Visitor<'de> for Alone<T> {
            type Value = Single<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            /// Some write who made something as its name alone.
            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Single<T>, E> {
                if name.trim().is_empty() {
                    return Ok(Single(None));
                }
                let named = serde_json::json!({ "name": name });
                T::deserialize(named)
                    .map(|it| Single(Some(it)))
                    .map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Single<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|it| Single(Some(it)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Single<T>, A::Error> {
                match seq.next_element::<IgnoredAny>()? {
                    None => Ok(Single(None)),
                    Some(_) => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
                }
            }
        }

        deserializer.deserialize_any(Alone(std::marker::PhantomData))
    }
}

/// One text or several; numbers count as texts.
#[derive(Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            One(Scalar),
            Several(Vec<Option<Scalar>>),
        }

        Ok(Self(match Either::deserialize(deserializer)? {
            Either::One(Scalar(text)) => vec![text],
            Either::Several(texts) => texts.into_iter().flatten().map(|text| text.0).collect(),
        }))
    }
}

impl Remains for Scalar {}
impl Remains for Flag {}
impl Remains for Texts {}

impl<T: Remains> Remains for Single<T> {
    fn remains(&mut self) -> Rest {
        self.0.as_mut().map(Remains::remains).unwrap_or_default()
    }
}
