//! What callers can do.

use crate::source::{Span, Spanned};
use crate::yaml::{Flag, Map, Markdown, Node, Read, Reader, Schemas, Text, Value, choices, record};

choices! {
    /// How callers prove who they are.
    pub enum Authentication("a way of authentication") {
        /// They do not.
        None = "none",
        /// A signed JSON Web Token in the Authorization header.
        Jwt = "jwt",
    }
}

choices! {
    /// What a resource is.
    pub enum ResourceKind("a kind of resource") {
        /// A collection of an entity.
        Entity = "entity",
        /// The probes of the service; names their path.
        Health = "health",
    }
}

choices! {
    /// What a role sees of a resource that has an owner.
    pub enum Scope("a scope") {
        /// Everything.
        Any = "any",
        /// What belongs to the caller.
        Own = "own",
    }
}

choices! {
    /// HTTP method.
    pub enum Method("an HTTP method") {
        /// GET
        Get = "GET",
        /// POST
        Post = "POST",
        /// PUT
        Put = "PUT",
        /// PATCH
        Patch = "PATCH",
        /// DELETE
        Delete = "DELETE",
    }
}

record! {
    /// What callers can do.
    pub struct Api("the api") {
        /// Path before every resource, such as `/api/v1`.
        base_path: Option<Text>,
        /// How callers prove who they are; `jwt` where roles are named, else `none`.
        authentication: Option<Spanned<Authentication>>,
        /// Roles by id: what each may do, as Markdown.
        roles: Map<Role>,
        /// Collections by name, such as `orders`.
        resources: Map<Resource>,
    }
}

/// A role: what it may do, alone or with its scope.
#[derive(Clone, Debug)]
pub struct Role {
    /// What it may do, as Markdown.
    pub summary: Markdown,
    /// What it sees of a resource that has an owner.
    pub scope: Option<Spanned<Scope>>,
}

record! {
    /// A role with its scope.
    pub struct RoleText("a role") {
        /// What it may do, as Markdown.
        summary: Markdown,
        /// What it sees of a resource that has an owner: `own` or `any`.
        scope: Option<Spanned<Scope>>,
    }
}

record! {
    /// A collection that the API offers.
    pub struct Resource("a resource") {
        /// The entity it offers.
        entity: Option<Text>,
        /// What it is: a collection of an entity, or the probes.
        kind: Option<Spanned<ResourceKind>>,
        /// What it is, as Markdown.
        summary: Option<Markdown>,
        /// The field that holds the subject of the caller it belongs to.
        owner: Option<Text>,
        /// What callers can do: a list of create, get, list, update, replace, delete; or operations by name.
        operations: Operations,
    }
}

/// Operations by name; a list of names says the usual of each.
#[derive(Clone, Debug, Default)]
pub struct Operations(pub Map<Operation>);

record! {
    /// Something that a caller can do.
    pub struct Operation("an operation") {
        /// HTTP method; follows from the name of a usual operation.
        method: Option<Spanned<Method>>,
        /// Path below the resource, such as `/{order_id}/status`; follows from the name of a usual operation.
        path: Option<Text>,
        /// Roles that may call it.
        roles: Vec<Text>,
        /// What a caller gives: fields and owned relationships.
        accepts: Vec<Text>,
        /// Fields one can filter by.
        filter: Vec<Text>,
        /// Fields one can sort by.
        sort: Vec<Text>,
        /// It does what no other one does: the team writes it in code, below a typed interface.
        custom: Flag,
        /// Moves the entity along its lifecycle: the field that holds the state.
        transition: Option<Text>,
        /// The state it moves to; the caller says so where it is left out.
        to: Option<Text>,
        /// What it is for, as Markdown.
        summary: Option<Markdown>,
        /// Ids of the responsibilities of the service that it realises.
        realises: Vec<Text>,
    }
}

impl Read for Role {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::Map(_) => {
                let role = RoleText::read(node, reader);
                Self { summary: role.summary, scope: role.scope }
            }
            Value::Null => Self::absent(node.at),
            _ => Self { summary: Markdown::read(node, reader), scope: None },
        }
    }

    fn absent(at: Span) -> Self {
        Self { summary: Markdown::absent(at), scope: None }
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "anyOf": [Markdown::schema(schemas), { "type": "null" }, RoleText::schema(schemas)] })
    }
}

impl Read for Operations {
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        match node.value {
            Value::List(_) => {
                let names = Vec::<Text>::read(node, reader);
                Self(
                    names
                        .into_iter()
                        .map(|name| {
                            let at = name.span;
                            (name, Operation::absent(at))
                        })
                        .collect(),
                )
            }
            _ => Self(Map::read(node, reader)),
        }
    }

    fn absent(_: Span) -> Self {
        Self::default()
    }

    fn schema(schemas: &mut Schemas) -> serde_json::Value {
        let usual = ["create", "get", "list", "update", "replace", "delete"];
        serde_json::json!({ "anyOf": [
            { "type": "array", "items": { "enum": usual } },
            Map::<Operation>::schema(schemas),
        ] })
    }
}
