//! A document with every kind of block, diagrams, and text that tries to be something else.

use archplan_renderers::diagram::{
    Arrow, Branch, Count, Diagram, Direction, Drawing, Edge, Entities, EntityBox, FieldRow, Fragment, FragmentKind,
    Frame, Graph, Look, Message, Node, Participant, Relation, Remark, Sequence, State, States, Step,
};
use archplan_renderers::document::{
    Align, Block, Code, Column, Definition, Document, Inline, Inlines, Item, List, Note, NoteKind, Section, SectionId,
    Table, Target, Url, text,
};
use archplan_renderers::read;

/// Texts that mean something to Markdown, HTML, Typst, YAML, Mermaid, shells or template engines.
pub const HOSTILE: [&str; 24] = [
    "a | b || c",
    "<script>alert(\"x\")</script> & &amp; &#65;",
    "`code` ``two`` ```",
    "# not a heading #",
    "$x$ and $(rm -rf /) and ${HOME} and ${{ secrets.TOKEN }}",
    "*a* **b** _c_ snake_case ~~d~~ ~e~",
    "@everyone user@example.com @app.get",
    "{{ value }} {% if x %} {#id} {: .class}",
    "\"double\" 'single' \"\"\"triple\"\"\" '''",
    "line one\nline two\r\nline three\ttabbed",
    "1. not a list",
    "- nor this",
    "+ nor this",
    "> no quote",
    "=== no rule",
    ":smile: at 10:30:45 and :100:",
    "https://example.com/path?a=1&b=2 www.example.com",
    "ends with a backslash \\",
    "[x] [link](javascript:alert(1)) ![image](x.png) [^1] [ref]: x",
    "#panic(\"pwned\") #{ read(\"/etc/passwd\") } <label> @ref // c /* d */",
    "📦 emoji 🚀 ✅ and שלום עולם and مرحبا بالعالم and Ωμέγα and Привет",
    "漢字 and かな",
    "control \u{1b}[31mred\u{0} and \u{7f} and zero\u{200b}width",
    "%% comment; end\nend --> x",
];

/// The document.
pub fn document() -> Document {
    Document {
        name: "plan".into(),
        title: "Order processing".into(),
        kind: "Architecture plan".into(),
        summary: read::inlines(
            "Takes orders from the web shop, reserves stock and *asks the payment service* for money.",
        ),
        facts: vec![
            ("Version".into(), text("0.1.0")),
            ("Owner".into(), text("Team Checkout")),
            ("Spec".into(), vec![Inline::Code("spec.yaml".into()), ", 112 lines".into()]),
        ],
        author: "Team Checkout".into(),
        language: "en".into(),
        generator: "archplan 0.1.0".into(),
        sections: vec![overview(), blocks(), diagrams(), hostile(), nested()],
    }
}

/// A section without subsections.
pub fn section(title: &str, blocks: Vec<Block>) -> Section {
    Section { id: SectionId::new(title), title: text(title), blocks, sections: Vec::new() }
}

fn overview() -> Section {
    let prose = "The service owns the life of an order from the moment the customer confirms the basket until the \
                 parcel is handed over. It does **not** own prices, stock levels or customers; it asks for them and \
                 keeps what it was told.";
    let mut overview = section("Service overview and scope", read::blocks(prose).blocks);
    overview.sections = vec![
        section("Goals", read::blocks("- Confirm an order in under 300 ms (p95)\n- Lose no order, whatever fails\n- Let finance read every step").blocks),
        section("Non-goals", vec![Block::text("Returns and refunds are handled by the returns service.")]),
    ];
    overview
}

fn blocks() -> Section {
    let mut parent = section("Every kind of block", Vec::new());
    parent.sections = vec![
        section("Tables", vec![Block::Table(decisions()), Block::Table(measures()), Block::Table(settings())]),
        section("Lists", lists()),
        section("Notes and quotes", notes()),
        section("Code", code()),
        section("Links", links()),
    ];
    parent
}

fn decisions() -> Table {
    let row = |id: &str, choice: &str, why: &str| vec![vec![Inline::Code(id.into())], text(choice), read::inlines(why)];
    Table {
        caption: text("Decisions of the data area"),
        columns: ["Decision", "Choice", "Reason"].map(|head| Column { head: text(head), align: Align::Start }).into(),
        rows: vec![
            row(
                "data.store",
                "PostgreSQL 17",
                "One transaction must hold the order and its outbox row; the team runs it already.",
            ),
            row("data.identifiers", "UUIDv7", "Made by the service, sortable by time; no round trip for a *sequence*."),
            row("data.money", "Integer minor units", "Never a float; the currency stands beside the amount."),
            row(
                "messaging.delivery.at_least_once_with_outbox",
                "Transactional outbox",
                "An event is written with the state it tells of, see [Links](#links).",
            ),
        ],
    }
}

fn measures() -> Table {
    let column = |head: &str, align| Column { head: text(head), align };
    let row = |name: &str, target: &str, window: &str| vec![text(name), text(target), text(window)];
    Table {
        caption: Inlines::new(),
        columns: vec![column("Indicator", Align::Start), column("Target", Align::End), column("Window", Align::Center)],
        rows: vec![
            row("Availability", "99.9 %", "28 days"),
            row("Latency p95", "300 ms", "1 h"),
            row("Order loss", "0", "–"),
        ],
    }
}

fn settings() -> Table {
    let rows = (1..=30).map(|at| {
        vec![
            vec![Inline::Code(format!("ORDER_SERVICE_{at}_DATABASE_POOL_TIMEOUT_SECONDS"))],
            vec![Inline::Code("postgresql+asyncpg://orders:secret@database.internal.example.com:5432/orders".into())],
            text("Where the service finds its database; from the secret store in production, never from the image."),
        ]
    });
    Table::new(["Setting", "Default", "What it is for"], rows.collect())
}

fn lists() -> Vec<Block> {
    let item = |done, words: &str| Item { done, blocks: vec![Block::text(words)] };
    let meaning = |words: &str| vec![Block::text(words)];
    vec![
        Block::List(List { start: Some(3), items: vec![item(None, "third"), item(None, "fourth")] }),
        Block::List(List { start: None, items: vec![item(Some(true), "measured"), item(Some(false), "not yet")] }),
        Block::List(List {
            start: None,
            items: vec![Item {
                done: None,
                blocks: vec![
                    Block::text("with more"),
                    Block::bullets([text("inner"), text("other")]),
                    Block::text("and after"),
                ],
            }],
        }),
        Block::Definitions(vec![
            Definition { term: text("Outbox"), meaning: meaning("A table of events that are still to be sent.") },
            Definition { term: vec![Inline::Code("saga".into())], meaning: meaning("Steps that can each be undone.") },
        ]),
    ]
}

fn notes() -> Vec<Block> {
    use NoteKind::{Caution, Important, Note as Plain, Tip, Warning};
    let mut blocks: Vec<Block> = [Plain, Tip, Important, Warning, Caution]
        .map(|kind| {
            Block::Note(Note { kind, blocks: vec![Block::text("Stock is reserved for 15 minutes, then released.")] })
        })
        .into();
    blocks.push(Block::Quote(vec![Block::text("Make it work, make it right, make it fast.")]));
    blocks.push(Block::Rule);
    blocks
}

fn code() -> Vec<Block> {
    let text_of = |language: &str, caption: &str, code: &str| {
        Block::Code(Code { language: language.into(), caption: text(caption), text: code.into() })
    };
    vec![
        text_of(
            "python",
            "src/orders/models.py, lines 12 to 20",
            "class Order(Base):\n    \"\"\"An order; `total` is in minor units.\"\"\"\n\n    id: Mapped[UUID] = mapped_column(primary_key=True)\n\ttotal: Mapped[int]\n",
        ),
        text_of(
            "",
            "",
            &format!("```\nfence inside\n````\n<b>&amp;</b> {{{{ x }}}}\nwide {}\n", "0123456789".repeat(30)),
        ),
        text_of("yaml", "", "key: \"value\"  # comment\n"),
        text_of("no such language", "", ""),
    ]
}

fn links() -> Vec<Block> {
    let url = |address: &str| Target::Url(Url::new(address).expect("an allowed address"));
    let link = |target, words: &str| Inline::Link(target, text(words));
    vec![Block::Paragraph(vec![
        link(Target::Section(SectionId::new("tables")), "the tables"),
        ", ".into(),
        link(Target::Section(SectionId::new("nowhere")), "no section"),
        ", ".into(),
        link(url("https://example.com/a_(b)?c=d&e=f|g"), "an address | with signs"),
        ", ".into(),
        link(url("https://example.com"), "https://example.com"),
        ", ".into(),
        link(url("mailto:team@example.com"), "mail"),
        ", ".into(),
        link(url("../src/orders/models.py"), "a file"),
        ".".into(),
        Inline::Break,
        Inline::Emphasis(vec!["\"quoted\" stress".into(), Inline::Strong(text("both"))]),
        Inline::Strikeout(text("gone")),
        Inline::Code("a | `b` \\".into()),
    ])]
}

fn hostile() -> Section {
    let paragraphs = HOSTILE.iter().map(|words| Block::text(*words));
    let rows = HOSTILE.iter().map(|words| vec![text(*words), vec![Inline::Code((*words).into())]]);
    let mut parent = section("Hostile text", paragraphs.collect());
    let long = "x".repeat(10_000);
    parent.sections = vec![
        section("In a table", vec![Block::Table(Table::new(["Text", "Code"], rows.collect()))]),
        section(
            "Long",
            vec![
                Block::text(&long[..3000]),
                Block::Table(Table::new(
                    ["Long", "Short"],
                    vec![vec![vec![Inline::Code(long[..2000].into())], text("y")]],
                )),
                Block::text(long),
            ],
        ),
        Section {
            id: SectionId::new("goals"),
            title: text("Same id | `as` <b>another</b> #"),
            blocks: Vec::new(),
            sections: Vec::new(),
        },
    ];
    parent
}

fn nested() -> Section {
    let mut block = Block::text("innermost");
    for depth in 0..40 {
        block = if depth % 2 == 0 {
            Block::Quote(vec![block])
        } else {
            Block::List(List { start: None, items: vec![Item { done: None, blocks: vec![block] }] })
        };
    }
    section("Deep nesting", vec![block])
}

fn diagrams() -> Section {
    let diagram = |id: &str, title: &str, drawing| {
        Block::Diagram(Diagram {
            id: id.into(),
            title: title.into(),
            alt: format!("{title}, drawn from the plan."),
            drawing,
        })
    };
    section(
        "Diagrams",
        vec![
            diagram("containers", "Containers of the service", Drawing::Graph(containers())),
            diagram("entities", "Entities", Drawing::Entities(entities())),
            diagram("lifecycle", "Life of an order", Drawing::States(states())),
            diagram("decisions", "Decisions and what rests on them", Drawing::Graph(decision_graph())),
            diagram("sequence", "An order is placed", Drawing::Sequence(sequence())),
            diagram("odd", "Odd names", Drawing::Graph(odd())),
        ],
    )
}

/// Blocks of every kind that hold nothing.
pub fn empties() -> Vec<Block> {
    let nothing =
        |drawing| Block::Diagram(Diagram { id: String::new(), title: String::new(), alt: String::new(), drawing });
    let graph = Graph {
        direction: Direction::Down,
        nodes: vec![],
        edges: vec![],
        frames: vec![],
        legend: vec![],
        lines: vec![],
    };
    vec![
        Block::text(""),
        Block::List(List { start: None, items: vec![] }),
        Block::List(List { start: Some(u64::MAX), items: vec![Item { done: None, blocks: vec![] }] }),
        Block::Table(Table::new([], vec![vec![text("stray")]])),
        Block::Table(Table::new(["", ""], vec![vec![], vec![text("short")]])),
        Block::Code(Code { language: String::new(), caption: vec![], text: String::new() }),
        Block::Definitions(vec![]),
        Block::Definitions(vec![Definition { term: vec![], meaning: vec![] }]),
        Block::Quote(vec![]),
        Block::Note(Note { kind: NoteKind::Tip, blocks: vec![] }),
        nothing(Drawing::Graph(graph)),
        nothing(Drawing::Entities(Entities { entities: vec![], relations: vec![] })),
        nothing(Drawing::States(States { states: vec![], moves: vec![] })),
        nothing(Drawing::Sequence(Sequence::default())),
    ]
}

/// A node with a look.
pub fn node(id: &str, title: &str, note: &str, words: &str, look: Look) -> Node {
    Node { id: id.into(), title: title.into(), note: note.into(), text: words.into(), look, frame: None, link: None }
}

fn edge(from: &str, to: &str, label: &str, broken: bool) -> Edge {
    Edge { from: from.into(), to: to.into(), label: label.into(), broken }
}

/// A C4 container view.
pub fn containers() -> Graph {
    let inside = |mut node: Node| {
        node.frame = Some(0);
        node.link = Some("tables".into());
        node
    };
    Graph {
        direction: Direction::Down,
        nodes: vec![
            node("customer", "Customer", "Person", "Buys in the web shop", Look::Person),
            node("shop", "Web shop", "Next.js", "Shows products and takes orders", Look::Outside),
            inside(node("api", "Order API", "FastAPI", "Takes and shows orders", Look::Strong)),
            inside(node("worker", "Outbox worker", "Python", "Sends events", Look::Plain)),
            inside(node("db", "Orders", "PostgreSQL 17", "Orders, lines, outbox", Look::Store)),
            inside(node("cache", "Read cache", "Redis", "", Look::Later)),
            node("pay", "Payment service", "HTTP", "Takes money", Look::Outside),
            node("bus", "Event bus", "Kafka", "Carries what happened", Look::Outside),
        ],
        edges: vec![
            edge("customer", "shop", "orders in", false),
            edge("shop", "api", "POST /orders (JSON over HTTPS)", false),
            edge("api", "db", "reads and writes", false),
            edge("api", "cache", "", true),
            edge("worker", "db", "reads the outbox", false),
            edge("worker", "bus", "publishes order.created", true),
            edge("api", "pay", "asks for money", false),
            edge("pay", "api", "tells the outcome", true),
        ],
        frames: vec![Frame { title: "Order service".into() }],
        legend: vec![
            (Look::Person, "Person".into()),
            (Look::Strong, "What this plan is about".into()),
            (Look::Store, "Store of data".into()),
            (Look::Outside, "Outside".into()),
            (Look::Later, "Planned for later".into()),
        ],
        lines: vec![(false, "asks and waits".into()), (true, "tells and goes on".into())],
    }
}

fn entities() -> Entities {
    let field = |name: &str, kind: &str, keys: &[&str]| FieldRow {
        name: name.into(),
        kind: kind.into(),
        keys: keys.iter().map(|key| (*key).into()).collect(),
    };
    let entity = |name: &str, fields: Vec<FieldRow>| EntityBox {
        name: name.into(),
        outside: fields.is_empty(),
        fields,
        link: Some("goals".into()),
    };
    let relation = |from: &str, from_count, to: &str, to_count, label: &str, broken| Relation {
        from: from.into(),
        from_count,
        to: to.into(),
        to_count,
        label: label.into(),
        broken,
    };
    Entities {
        entities: vec![
            entity(
                "Order",
                vec![
                    field("id", "uuid", &["PK"]),
                    field("customer_id", "uuid", &["FK"]),
                    field("status", "order_status", &[]),
                    field("total_minor_units", "bigint", &[]),
                    field("placed_at", "timestamptz", &[]),
                ],
            ),
            entity(
                "OrderLine",
                vec![
                    field("id", "uuid", &["PK"]),
                    field("order_id", "uuid", &["FK", "UK"]),
                    field("sku", "varchar(40)", &["UK"]),
                    field("unit_price", "decimal(12,2)", &[]),
                ],
            ),
            entity("Customer", vec![]),
            entity(
                "Payment",
                vec![field("id", "uuid", &["PK"]), field("order_id", "uuid", &["FK"]), field("outcome", "text", &[])],
            ),
            entity("Category \"x\"", vec![field("id", "uuid", &["PK"]), field("parent_id", "uuid", &["FK"])]),
        ],
        relations: vec![
            relation("Order", Count::One, "OrderLine", Count::OneOrMany, "lines", false),
            relation("Customer", Count::One, "Order", Count::Many, "places", true),
            relation("Order", Count::One, "Payment", Count::ZeroOrOne, "paid by", false),
            relation("Category \"x\"", Count::ZeroOrOne, "Category \"x\"", Count::Many, "parent", false),
            relation("OrderLine", Count::Many, "Category \"x\"", Count::One, "", false),
        ],
    }
}

fn states() -> States {
    let state = |name: &str, initial, last| State { name: name.into(), initial, last };
    States {
        states: vec![
            state("draft", true, false),
            state("placed", false, false),
            state("paid", false, false),
            state("shipped", false, false),
            state("delivered", false, true),
            state("cancelled", false, true),
        ],
        moves: vec![
            (0, 1, "customer confirms".into()),
            (1, 2, "payment captured".into()),
            (2, 3, "parcel handed over".into()),
            (3, 4, "carrier confirms".into()),
            (1, 5, "customer cancels".into()),
            (2, 5, "stock is gone; refund".into()),
            (1, 1, "change address".into()),
            (3, 2, "parcel came back".into()),
        ],
    }
}

/// Forty-five decisions in eight areas, as the plan of an order service has them.
pub fn decision_graph() -> Graph {
    const NAMES: [&str; 45] = [
        "Language",
        "Framework",
        "Package manager",
        "Python version",
        "Project layout",
        "Data store",
        "Identifiers",
        "Money",
        "Migrations",
        "Time",
        "Soft deletion",
        "Concurrency control",
        "API style",
        "Versioning",
        "Pagination",
        "Error format",
        "Idempotency keys",
        "Rate limits",
        "API documentation",
        "Message broker",
        "Delivery guarantee",
        "Outbox",
        "Event format",
        "Retry policy",
        "Dead letters",
        "Authentication",
        "Authorisation",
        "Secrets",
        "Transport encryption",
        "Audit log",
        "Runtime platform",
        "Container base image",
        "Scaling",
        "Regions",
        "Infrastructure as code",
        "Pipeline",
        "Release strategy",
        "Branching",
        "Test levels",
        "Contract tests",
        "Load tests",
        "Logging",
        "Metrics",
        "Tracing",
        "Alerting",
    ];
    const EDGES: [(usize, usize); 60] = [
        (0, 1),
        (0, 2),
        (0, 3),
        (1, 4),
        (5, 6),
        (5, 7),
        (5, 8),
        (5, 11),
        (1, 12),
        (12, 13),
        (12, 14),
        (12, 15),
        (12, 16),
        (12, 17),
        (12, 18),
        (19, 20),
        (20, 21),
        (5, 21),
        (19, 22),
        (20, 23),
        (23, 24),
        (12, 25),
        (25, 26),
        (30, 27),
        (30, 28),
        (26, 29),
        (30, 31),
        (30, 32),
        (30, 33),
        (30, 34),
        (34, 35),
        (35, 36),
        (35, 37),
        (1, 38),
        (38, 39),
        (38, 40),
        (12, 39),
        (1, 41),
        (41, 42),
        (42, 43),
        (42, 44),
        (30, 44),
        (0, 31),
        (1, 8),
        (8, 36),
        (32, 11),
        (16, 11),
        (21, 23),
        (22, 18),
        (27, 35),
        (3, 31),
        (33, 5),
        (32, 17),
        (43, 30),
        (25, 28),
        (10, 29),
        (5, 10),
        (9, 6),
        (36, 40),
        (24, 44),
    ];
    let looks = [Look::Strong, Look::Plain, Look::Plain, Look::Later];
    let nodes = NAMES.iter().enumerate().map(|(at, name)| {
        let choice = ["Python 3.13", "FastAPI", "PostgreSQL 17 with row locks", "transactional"][at % 4];
        node(&format!("d{at}"), name, "", choice, looks[at * 7 % 4])
    });
    Graph {
        direction: Direction::Down,
        nodes: nodes.collect(),
        edges: EDGES.iter().map(|(from, to)| edge(&format!("d{from}"), &format!("d{to}"), "", false)).collect(),
        frames: Vec::new(),
        legend: vec![
            (Look::Strong, "Chosen by the spec".into()),
            (Look::Plain, "Chosen by a rule".into()),
            (Look::Later, "For later".into()),
        ],
        lines: Vec::new(),
    }
}

/// Names that mean something to Mermaid, and boxes that nothing joins.
pub fn odd() -> Graph {
    let nodes = HOSTILE.iter().enumerate().map(|(at, words)| node(&format!("end {at}"), words, "", "", Look::Plain));
    Graph {
        direction: Direction::Right,
        nodes: nodes.collect(),
        edges: vec![
            edge("end 0", "end 1", "a | \"b\" ; %% c", false),
            edge("end 1", "end 0", "", true),
            edge("end 2", "nowhere", "", false),
        ],
        frames: Vec::new(),
        legend: Vec::new(),
        lines: Vec::new(),
    }
}

/// An order, made or refused, with everything that a sequence can hold.
pub fn sequence() -> Sequence {
    let who = |title: &str, note: &str, look| Participant { title: title.into(), note: note.into(), look, link: None };
    let send = |from, to, text: &str, arrow| Step::Message(Message { from, to, text: text.into(), arrow });
    let branch = |guard: &str, steps| Branch { guard: guard.into(), steps };
    let kept = vec![
        send(1, 2, "INSERT order, event into the outbox", Arrow::Call),
        send(2, 1, "committed", Arrow::Reply),
        send(1, 0, "201 with Location and ETag", Arrow::Reply),
        Step::Fragment(Fragment {
            kind: FragmentKind::Loop,
            branches: vec![branch("for each event", vec![send(2, 3, "OrderCreated; v1", Arrow::Signal)])],
        }),
    ];
    Sequence {
        participants: vec![
            who("Customer", "", Look::Person),
            who("Order service", "FastAPI", Look::Strong),
            who("Orders", "PostgreSQL", Look::Store),
            who("end", "broker", Look::Later),
        ],
        steps: vec![
            send(0, 1, "POST /orders", Arrow::Call),
            send(1, 1, "check the token", Arrow::Call),
            Step::Remark(Remark { first: 1, last: 1, text: "The token names the caller".into() }),
            Step::Fragment(Fragment {
                kind: FragmentKind::Alternatives,
                branches: vec![
                    branch("every rule holds", kept),
                    branch("a rule is broken", vec![send(1, 0, "422 #problem; <b>", Arrow::Reply)]),
                ],
            }),
            Step::Remark(Remark { first: 0, last: 2, text: HOSTILE[0].into() }),
            send(0, 9, "to nobody", Arrow::Call),
        ],
        legend: vec![(Look::Later, "planned for later".into())],
        arrows: vec![
            (Arrow::Call, "a call".into()),
            (Arrow::Reply, "an answer".into()),
            (Arrow::Signal, "an event, for which nobody waits".into()),
        ],
    }
}
