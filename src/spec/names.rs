//! How names are spelt.

/// Lower-case words of letters and digits joined by `-`, such as `order-processing`.
pub fn is_kebab(name: &str) -> bool {
    is_words(name, '-')
}

/// Lower-case words of letters and digits joined by `_`, such as `customer_id`.
pub fn is_snake(name: &str) -> bool {
    is_words(name, '_')
}

/// Words that begin with a capital, such as `OrderItem`.
pub fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_words(name: &str, joint: char) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .split(joint)
            .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// Words of a name such as `OrderItem` or `HTTPRequest` in lower case, joined by `_`.
pub fn snake(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name)
}

impl super::Spec {
    /// The table of an entity: its plural where the spec says one, else the name of its resource, else the
    /// plural of its name.
    pub fn table_of(&self, entity: &str) -> String {
        let stated = self.data.entities.get(entity).and_then(|entity| entity.plural.as_ref());
        if let Some(plural) = stated {
            return plural.value.clone();
        }
        let offers =
            |resource: &super::Resource| resource.entity.as_ref().is_some_and(|offered| offered.value == entity);
        match self.api.resources.iter().find(|(_, resource)| offers(resource)) {
            Some((name, _)) => name.replace('-', "_"),
            None => pluralizer::pluralize(&snake(entity), 2, false),
        }
    }
}

impl super::Spec {
    /// The ids of all operations, `resource.name`.
    pub fn operation_ids(&self) -> Vec<String> {
        let ids = self.api.resources.iter().flat_map(|(resource, record)| {
            record.operations.0.keys().map(move |operation| format!("{}.{operation}", resource.value))
        });
        ids.collect()
    }

    /// Names of all operations, events, entities and fields.
    pub fn element_names(&self) -> Vec<String> {
        let mut names = self.operation_ids();
        names.extend(self.events.publishes.keys().chain(self.events.consumes.keys()).map(str::to_owned));
        for (entity, record) in self.data.entities.iter() {
            names.push(entity.value.clone());
            names.extend(record.fields.keys().map(|field| format!("{}.{field}", entity.value)));
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_as_their_kind() {
        for (name, kebab, snake, camel) in [
            ("order-processing", true, false, false),
            ("customer_id", false, true, false),
            ("OrderItem", false, false, true),
            ("orders", true, true, false),
            ("a1", true, true, false),
            ("", false, false, false),
            ("1a", false, false, false),
            ("a--b", false, false, false),
            ("a_", false, false, false),
            ("Ünit", false, false, false),
            ("Order Item", false, false, false),
        ] {
            assert_eq!((is_kebab(name), is_snake(name), is_camel(name)), (kebab, snake, camel), "{name}");
        }
    }
}
