// The data of a workshop, for those who study it: a folder for who counts, and one file a table, which
// any spreadsheet opens as it is.
import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { lang, pairs } from "../i18n";
import { save } from "../saved";
import { currentToken } from "../socket";
import { inTurn, taken } from "../turn";
import type { RoomDoc } from "../types";
import { Button, Choice, refusalText, Sheet, Switch, toast } from "../ui";

export const d = pairs({
    open: ["Données de l’atelier", "Workshop data"],
    use: ["À quoi serviront ces données?", "What will these data be used for?"],
    research: ["La recherche", "Research"],
    debrief: ["Le retour en groupe", "The group debrief"],
    consent: [
        "Seuls les mots des personnes qui ont dit oui à cet usage s’y trouvent, sans leur nom. Les autres comptent sans être nommées, et ce qui manque est compté avec sa raison.",
        "Only the words of people who said yes to this use are in them, without their names. Others count without being named, and what is missing is counted with its reason.",
    ],
    story: ["L’histoire de la séance", "The story of the session"],
    story_how: [
        "Les tables au fil du temps, pour le retour en groupe. Les téléphones et la salle suivent, si vous le demandez.",
        "The tables through time, for the debrief. Phones and the hall follow, if you ask for it.",
    ],
    story_go: ["Ouvrir l’histoire", "Open the story"],
    replay: ["Revoir l’atelier", "Watch the workshop again"],
    folder: ["Dossier de recherche", "Research folder"],
    folder_hint: [
        "Une archive ZIP\u00a0: tableaux et leur codebook, JSON, réseaux, énoncés xAPI, carnets Python et R qui refont chaque chiffre, et comment citer et rapporter.",
        "One ZIP archive: tables and their codebook, JSON, networks, xAPI statements, Python and R notebooks that count every figure again, and how to cite and report.",
    ],
    whole: ["Tout, en un fichier JSON", "Everything, in one JSON file"],
    tables: ["Un tableau à la fois", "One table at a time"],
    tables_why: [
        "Chaque tableau est un fichier, pour que tout tableur l’ouvre sans rien décompresser. Le fichier «\u00a0codebook\u00a0» dit ce que chaque colonne contient.",
        "Each table is a file, so that any spreadsheet opens it with nothing to unpack. The file “codebook” says what each column holds.",
    ],
    excel: ["Pour Excel", "For Excel"],
    excel_hint: [
        "Comme l’attend un tableur en français : points-virgules, virgules décimales, accents.",
        "As a spreadsheet in English expects it: commas, decimal points, accents.",
    ],
    networks: ["Réseaux (GraphML)", "Networks (GraphML)"],
    log: ["Journal de l’atelier", "Workshop log"],
    log_hint: [
        "Sans les mots. La commande tablee verify prouve qu’il est intact; tablee tally en recalcule le bilan; tablee replay le fait revoir.",
        "Without the words. The command tablee verify proves it whole; tablee tally computes its tallies again; tablee replay shows it again.",
    ],
    failed: [
        "Le fichier ne s’est pas téléchargé. Réessayez.",
        "The file did not download. Try again.",
    ],
});

async function fetched(code: string, file: string): Promise<Response> {
    return taken(await inTurn(code, file, currentToken() ?? ""));
}
/** Why a file did not come, where that is known. */
const failed = (error: unknown): void =>
    toast(refusalText({ code: (error as Error).message }, d("failed")), { bad: true });

async function take(code: string, file: string, query = ""): Promise<void> {
    try {
        save(
            `tablee-${file.replace(/^.*\//, "")}`,
            await (await fetched(code, file + query)).blob(),
        );
    } catch (error) {
        failed(error);
    }
}

function Files(p: { names: string[]; onPick: (name: string) => void }) {
    return (
        <div class="row">
            {p.names.map((name) => (
                <Button key={name} small onClick={() => p.onPick(name)}>
                    {name}
                </Button>
            ))}
        </div>
    );
}

export function DataSheet(p: { room: RoomDoc; onClose: () => void }) {
    const { code, may } = p.room;
    const [use, setUse] = useState<"research" | "debrief">("research");
    const [excel, setExcel] = useState(false);
    const [names, setNames] = useState<string[]>();
    useEffect(() => {
        fetched(code, "export/")
            .then(async (answer) => setNames((await answer.json()) as string[]))
            .catch(failed);
    }, [code]);
    const get = (name: string, more = ""): void =>
        void take(code, `export/${name}`, `?for=${use}${more}`);
    const ending = (what: string): string[] => (names ?? []).filter((n) => n.endsWith(what));
    return (
        <Sheet title={d("open")} onClose={p.onClose}>
            {may.includes("replay") && (
                <>
                    <a class="btn" target="_blank" href={`/rejouer/${code}?vue=story`}>
                        {d("story")}
                    </a>
                    <a class="btn" target="_blank" href={`/rejouer/${code}`}>
                        {d("replay")}
                    </a>
                </>
            )}
            <Choice
                legend={d("use")}
                row
                value={use}
                onPick={setUse}
                options={(["research", "debrief"] as const).map((v) => ({ value: v, label: d(v) }))}
            />
            <p class="soft">{d("consent")}</p>
            {ending(".zip").map((name) => (
                <Fragment key={name}>
                    <Button
                        kind="primary"
                        wide
                        onClick={() => get(name, `&xapi=${location.origin}`)}
                    >
                        {d("folder")}
                    </Button>
                    <p class="hint">{d("folder_hint")}</p>
                </Fragment>
            ))}
            {ending(".json").map((name) => (
                <Button key={name} wide onClick={() => get(name)}>
                    {d("whole")}
                </Button>
            ))}
            <h3>{d("tables")}</h3>
            <p>{d("tables_why")}</p>
            <Switch label={d("excel")} help={d("excel_hint")} on={excel} onChange={setExcel} />
            <Files
                names={ending(".csv")}
                onPick={(name) => get(name, excel ? `&excel=${lang.get()}` : "")}
            />
            <h3>{d("networks")}</h3>
            <Files names={ending(".graphml")} onPick={get} />
            <h3>{d("log")}</h3>
            <p>{d("log_hint")}</p>
            <Files names={["log.ndjson"]} onPick={(name) => void take(code, name)} />
        </Sheet>
    );
}
