// The targets. `of` gives what is measured and its bound; a ratio is of medians of one run.
// Rates are deliveries a second of the server's CPU ("efficiency"): on a quiet machine that is what
// a full core delivers, and on a busy one it is still the server's own.

const ratio = (name, what, scenario, other, bound) => ({
    name,
    what: `${scenario}: ${what}`,
    of: ({ mid }) => [
        mid(`${scenario} tablee`, "efficiency") / mid(`${scenario} ${other}`, "efficiency"),
        bound,
    ],
});

const most = (name, what, of) => ({ name, what, of, most: true });
const sync = ({ mid }) => mid("sync one", "commit_us");

export const GOALS = [
    ratio("G1", "deliveries, of bare epoll by turns", "sat10x10", "turns", 0.45),
    ratio("G1", "of Node ws", "sat10x10", "ws", 6),
    // No goal was set: what an independent load generator saw of rooms whose people play.
    ratio("phase2", "stances told to a table, of bare epoll by turns", "phase2", "turns", 0.33),
    ratio("phase2", "of Node ws", "phase2", "ws", 2.7),
    ratio("G2", "deliveries, of bare epoll by messages", "sat10", "raw", 0.6),
    ratio("G2", "of Node ws", "sat10", "ws", 1),
    ratio("G3", "deliveries, of bare epoll by turns", "sat200", "turns", 0.45),
    ratio("G3", "of Node ws", "sat200", "ws", 14),
    most("G4", "lat10: p50 us, bare epoll + 1.6 syncs", (m) => [
        m.mid("lat10 tablee", "p50"),
        m.mid("lat10 raw", "p50") + 1.6 * sync(m),
    ]),
    most("G4", "lat10: least p99 us, bare epoll + 7 syncs", (m) => [
        m.least("lat10 tablee", "p99"),
        m.least("lat10 raw", "p99") + 7 * sync(m),
    ]),
    most("G5", "lat200: p50 of bare epoll's", (m) => [
        m.mid("lat200 tablee", "p50") / m.mid("lat200 raw", "p50"),
        1.5,
    ]),
    most("G5", "lat200: p50 of Node ws's", (m) => [
        m.mid("lat200 tablee", "p50") / m.mid("lat200 ws", "p50"),
        1,
    ]),
    most("G5", "lat200: least p99 of bare epoll's", (m) => [
        m.least("lat200 tablee", "p99") / m.least("lat200 raw", "p99"),
        1.4,
    ]),
    most("G6", "one command in flight: p50 us, 1.4 syncs", (m) => [
        m.mid("one tablee", "p50"),
        1.4 * sync(m),
    ]),
    ratio("G7", "with the disk, of without", "sat10", "memory", 0.75),
    ratio("G7", "with the disk, of without", "sat10x10", "memory", 0.75),
    most("G12", "lat10 with a stalled reader a room: least p99, of without", ({ least }) => [
        least("stalled tablee", "p99") / least("lat10 tablee", "p99"),
        1.2,
    ]),
    most("G12", "a stalled reader: bytes held", ({ mid }) => [
        mid("stalled tablee", "grown"),
        1 << 20,
    ]),
    ratio("G8", "durable commands of 400 rooms, of Node ws", "durable", "ws", 1),
    {
        name: "G8",
        what: "durable commands, of a bare appender by 57",
        of: ({ mid }) => [mid("durable tablee", "efficiency") / mid("sync 57", "records_cpu"), 0.4],
    },
    most("G9", "an idle member: bytes", ({ mid }) => [mid("idle tablee", "bytes"), 4096]),
    most("G9", "an idle member: of Node ws's bytes", ({ mid }) => [
        mid("idle tablee", "bytes") / mid("idle ws", "bytes"),
        0.65,
    ]),
    {
        name: "G10",
        what: "connections a CPU second, of bare epoll",
        of: ({ mid }) => [
            mid("connect tablee", "efficiency") / mid("connect raw", "efficiency"),
            0.6,
        ],
    },
    {
        name: "G10",
        what: "connections a CPU second, of Node ws",
        of: ({ mid }) => [
            mid("connect tablee", "efficiency") / mid("connect ws", "efficiency"),
            2.5,
        ],
    },
    most("G10", "the last thousand's time, of the first's", ({ mid }) => [
        mid("connect tablee", "slowdown"),
        1.3,
    ]),
    most("G11", "idle members with pings: % of a core for 10,000", ({ mid }) => [
        mid("idle tablee", "cpu_percent"),
        1.5,
    ]),
    most("evening", "100 tables of 12: least p99 ms", ({ least }) => [
        least("evening tablee", "p99") / 1000,
        20,
    ]),
    most("evening", "% of a core", ({ mid }) => [mid("evening tablee", "cpu") * 100, 20]),
    most("hall", "300 people join from one address: s", ({ mid }) => [mid("hall", "join_s"), 5]),
    most("hall", "and come back after a restart: s", ({ mid }) => [mid("hall", "back_s"), 5]),
    most("rooms", "CPU a delivery with 1,000 rooms, of 10", ({ mid }) => [
        mid("few tablee", "efficiency") / mid("many tablee", "efficiency"),
        1.25,
    ]),
    most("start", "1,000 rooms of 1,000 events: s until it listens", ({ mid }) => [
        mid("start", "listening_s"),
        1,
    ]),
    most("start", "s until every room has answered", ({ mid }) => [
        mid("start", "answered_s"),
        2.5,
    ]),
    most("start", "the same after a kill", ({ mid }) => [mid("killed", "answered_s"), 2.5]),
];
