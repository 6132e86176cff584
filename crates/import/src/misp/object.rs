//! Objects of MISP: which fields they have, and what they hold beside these.

/// Declares an object: its fields, which of them must be there, and which are UUIDs. UUIDs become
/// parts of IRIs, so nothing else may pass.
macro_rules! object {
    (
        $(#[$about:meta])*
        $name:ident = $what:literal, needs [$($needed:ident),*], uuids [$($uuid:ident),*];
        $($field:ident: $type:ty = $key:literal,)*
    ) => {
        $(#[$about])*
        #[derive(Default)]
        pub(super) struct $name {
            $(pub(super) $field: Option<$type>,)*
            /// What it holds beside these, and what in it is wrong.
            pub(super) rest: $crate::json::Rest,
        }

        impl $crate::json::Remains for $name {
            fn remains(&mut self) -> $crate::json::Rest {
                std::mem::take(&mut self.rest)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::{Error as _, MapAccess, Visitor};
                use $crate::json::{Leaves, Remains as _};
                use $crate::misp::value::Scalar;

                struct Fields;

                impl<'de> Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str($what)
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut made = $name::default();
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($key => {
                                    let mut value: Option<$type> = map.next_value()?;
                                    if let Some(value) = &mut value {
                                        made.rest.add(&key, value.remains());
                                    }
                                    made.$field = value;
                                })*
                                _ => {
                                    // Of one field for each name that somebody has given the names
                                    // do not matter.
                                    let name = key.split(':').next().unwrap_or_default();
                                    made.rest.field(name, map.next_value::<Leaves>()?);
                                }
                            }
                        }
                        Ok(made)
                    }
                }

                let made = deserializer.deserialize_map(Fields)?;
                $(if made.$needed.as_ref().is_none_or(|value| value.0.is_empty()) {
                    let field = stringify!($needed).replace("kind", "type");
                    return Err(D::Error::custom(format!("{} without a {field}", $what)));
                })*
                let uuids: &[&Option<Scalar>] = &[$(&made.$uuid),*];
                for uuid in uuids.iter().copied().flatten() {
                    if !uuid.0.is_empty() && !$crate::identifier::is_uuid(&uuid.0) {
                        return Err(D::Error::custom(format!("{:?} is no UUID", uuid.0)));
                    }
                }
                Ok(made)
            }
        }
    };
}
