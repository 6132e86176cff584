//! Values in events of MISP. Instances write numbers as numbers or as texts, and what is not there
//! as null, as an empty text or as an empty array; all of these are read.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

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

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Single<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Alone<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Alone<T> {
            type Value = Single<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
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

/// Whether a field says anything.
pub(super) struct IsSomething(pub(super) bool);

impl<'de> Deserialize<'de> for IsSomething {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SomethingVisitor)
    }
}

struct SomethingVisitor;

impl<'de> Visitor<'de> for SomethingVisitor {
    type Value = IsSomething;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<IsSomething, E> {
        Ok(IsSomething(false))
    }

    fn visit_bool<E>(self, value: bool) -> Result<IsSomething, E> {
        Ok(IsSomething(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<IsSomething, E> {
        Ok(IsSomething(number != 0))
    }

    fn visit_i64<E>(self, _: i64) -> Result<IsSomething, E> {
        Ok(IsSomething(true))
    }

    fn visit_f64<E>(self, _: f64) -> Result<IsSomething, E> {
        Ok(IsSomething(true))
    }

    fn visit_str<E>(self, text: &str) -> Result<IsSomething, E> {
        Ok(IsSomething(!text.is_empty() && text != "0"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<IsSomething, A::Error> {
        let mut is_something = false;
        while seq.next_element::<IgnoredAny>()?.is_some() {
            is_something = true;
        }
        Ok(IsSomething(is_something))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<IsSomething, A::Error> {
        let mut is_something = false;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            is_something = true;
        }
        Ok(IsSomething(is_something))
    }
}
