// A workshop of as many tables as a hall has, each busy: clauses of a full line, changed, objected
// to, carried and paid for. In the conclusion, by the wire.
import { Client } from "../hour/client.mjs";
import { Played } from "./played.mjs";

const PLACES = 6;
const ENDS = [
    "dans l’ancien presbytère, avec un bail de trente ans et une cuisine ouverte au village",
    "d’ici la fin de l’année, avec la caisse, le centre de services et deux personnes de la MRC",
    "le jeudi et le samedi, pour les gens du rang et pour ceux qui n’ont plus de permis",
    "sans hausse de taxes, par les surplus, les bénévoles et un prêt sans intérêt sur dix ans",
];
const WHATS = [
    "Vingt logements",
    "Une coopérative",
    "Un sentier",
    "Des repas",
    "Une navette",
    "Un fonds",
    "Un jardin",
    "Un atelier",
    "Une garderie",
];

/** No faster than a server lets one connection speak (server/PROTOCOL.md, P19). */
const EACH_MS = 70;
function paced(c) {
    const act = c.do.bind(c);
    let free = performance.now();
    c.do = async (...what) => {
        free = Math.max(free, performance.now()) + EACH_MS;
        await new Promise((go) => setTimeout(go, free - EACH_MS - performance.now()));
        return act(...what);
    };
    return c;
}

export class Crowd extends Played {
    /** The server seats them, as they come. */
    async open(tables) {
        await this.gather(tables, { places: PLACES, roles: "auto" });
        const all = await Promise.all(Array.from({ length: tables * PLACES }, () => this.join()));
        const people = await this.boss.until("all are seated", ({ room }) => {
            const seated = Object.values(room.people).filter((x) => x.table && x.group);
            return seated.length === all.length && room.people;
        });
        for (let t = 1; t <= tables; t++) {
            const seats = {};
            for (const c of all.filter((x) => people[x.me].table === `t${t}`)) {
                const group = people[c.me].group;
                const n = Object.keys(seats).filter((x) => x[0] === group).length;
                seats[`${group}${n}`] = c;
            }
            this.seats.push(seats);
        }
    }
    async join() {
        const c = await new Client(this.port).connect();
        const name = `Marie-Ève ${Math.random().toString(36).slice(2, 8)}`;
        const asked = {
            room: this.made.room,
            name,
            debrief: true,
            research: true,
            lang: this.lang,
        };
        const got = (await c.ask({ t: "join", ...asked })).out;
        await c.hello(this.made.room, got.token);
        c.me = got.person;
        return paced(c);
    }

    async negotiate(t) {
        const seats = this.seats[t];
        const of = (group) => Object.keys(seats).filter((x) => x[0] === group);
        const names = Object.keys(seats);
        await seats.C0.do("base", { groups: ["C"] });
        for (const [i, what] of WHATS.entries()) {
            const own = of("MCO"[(i + t) % 3]);
            const by = own[Math.floor(i / 3) % own.length];
            const against = names.find((x) => x[0] !== by[0]);
            const helps = names.find((x) => x[0] !== by[0] && x[0] !== against[0]);
            const text = `${what} ${ENDS[(i + t) % ENDS.length]}`;
            const hard = i % 2 === 0;
            const clause = await this.clause(t, by, [null, text, "local mrc", "soc eco"], {
                [hard ? against : "nobody"]: "object",
            });
            if (hard) {
                const { amendment } = (
                    await seats[helps].do("amend", {
                        clause,
                        text: `${text}, dès mai`,
                    })
                ).out;
                await seats[by].do("answer", { clause, amendment, accept: true });
                await seats[against].do("stance", { clause, stance: "live" });
            }
            await this.commit(t, helps, clause);
            if (i % 3)
                await seats[by].do("carry", { clause, who: seats[helps].me, due: "2027-09-30" });
        }
    }

    async play() {
        await this.phase("pooling");
        this.boss.socket.close(); // a hall is much to read, and nobody waits for a slow reader
        await Promise.all(this.seats.map((_, t) => this.negotiate(t)));
        Object.assign(await this.boss.connect(), { docs: {}, versions: {} });
        await this.boss.hello(this.made.room, this.made.token);
        await this.phase("conclusion");
    }
}
