//! The order spec, and larger ones of its kind.

use std::fmt::Write as _;

/// The order spec of the examples: two entities.
pub(crate) const ORDER: &str = include_str!("../../../examples/order-processing/spec.yaml");

/// The order spec with so many orders in it: entities (two each), relationships, resources, events.
pub(crate) fn grown(times: usize) -> String {
    let (head, data) = ORDER.split_once("\ndata:\n").unwrap();
    let (_, integrations) = data.split_once("\nintegrations:\n").unwrap();
    let mut text = "data:\n  entities:\n".to_owned();
    for n in 0..times {
        write!(text, "    Order{n}:\n      timestamps: true\n      fields:\n        id: {{ type: uuid, key: true }}\n        customer_id: {{ type: uuid, refers_to: customer-service/Customer, index: true }}\n        status: {{ type: enum, values: [PENDING, PROCESSING, SHIPPED, DELIVERED, CANCELLED], default: PENDING, index: true }}\n        total_price: {{ type: decimal, precision: 12, scale: 2, min: 0, computed: {{ sum: [quantity, price_at_purchase], over: items }} }}\n      lifecycle:\n        field: status\n        transitions: {{ PENDING: [PROCESSING, CANCELLED], PROCESSING: [SHIPPED, CANCELLED], SHIPPED: [DELIVERED] }}\n    OrderItem{n}:\n      timestamps: true\n      fields:\n        id: {{ type: uuid, key: true }}\n        product_id: {{ type: uuid, refers_to: inventory-service/Product }}\n        quantity: {{ type: integer, min: 1 }}\n        price_at_purchase: {{ type: decimal, precision: 12, scale: 2, above: 0 }}\n").unwrap();
    }
    text.push_str("  relationships:\n");
    for n in 0..times {
        writeln!(
            text,
            "    - {{ from: Order{n}, has_many: OrderItem{n}, as: items, inverse: order, min: 1, owned: true }}"
        )
        .unwrap();
    }
    text.push_str("api:\n  base_path: /api/v1\n  authentication: jwt\n  roles: { customer: Places orders, fulfilment: Moves orders, support: Reads orders }\n  resources:\n");
    for n in 0..times {
        write!(text, "    orders{n}:\n      entity: Order{n}\n      operations:\n        create: {{ roles: [customer], accepts: [customer_id, items] }}\n        get: {{ roles: [customer, fulfilment, support] }}\n        list: {{ roles: [customer, fulfilment, support], filter: [customer_id, status], sort: [created_at, total_price] }}\n        update_status: {{ method: PATCH, path: \"/{{order_id}}/status\", roles: [fulfilment], transition: status }}\n        cancel: {{ method: DELETE, path: \"/{{order_id}}\", roles: [customer, support], transition: status, to: CANCELLED }}\n").unwrap();
    }
    text.push_str("events:\n  publishes:\n");
    for n in 0..times {
        write!(text, "    Order{n}Created: {{ after: orders{n}.create, payload: [id, customer_id, total_price, items] }}\n    Order{n}StatusChanged: {{ after: [orders{n}.update_status, orders{n}.cancel], payload: [id, status] }}\n").unwrap();
    }
    // What the rest of the spec says of orders, it says of the first of them.
    let names = [("orders.", "orders0."), ("OrderItem", "OrderItem0"), ("OrderCreated", "Order0Created")];
    let names =
        names.into_iter().chain([("OrderStatusChanged", "Order0StatusChanged"), ("    Order: ", "    Order0: ")]);
    let first = |text: &str| names.clone().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    format!("{}\n{text}integrations:\n{}", first(head), first(integrations))
}
