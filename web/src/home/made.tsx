// What a facilitator keeps after creating a workshop; prints on one page.
import { f } from "../catalogue/facilitator";
import { codeText } from "../i18n";
import { Button, Card, toast } from "../ui";
import { peopleUrl, secretUrl, type Made } from "./credentials";
import { Qr } from "./qr";

function copy(text: string): void {
    const done = (): void => toast(f("copied"));
    if (navigator.clipboard) {
        void navigator.clipboard.writeText(text).then(done);
        return;
    }
    // Plain http has no clipboard API: the older way works there.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
}

export function LinkRow(p: { label: string; value: string; hint?: string }) {
    return (
        <div class="stack-s">
            <span class="strong">{p.label}</span>
            {p.hint && <p class="hint">{p.hint}</p>}
            <div class="row">
                <code class="fac-link">{p.value}</code>
                <Button
                    small
                    aria-label={`${f("copy")} : ${p.label}`}
                    onClick={() => copy(p.value)}
                >
                    {f("copy")}
                </Button>
            </div>
        </div>
    );
}

export function Invitation(p: { code: string }) {
    const url = peopleUrl(p.code);
    return (
        <div class="fac-invite">
            <Qr url={url} label={f("qr_alt", { url })} />
            <p class="code fac-code">{codeText(p.code)}</p>
        </div>
    );
}

export function MadePage(p: { made: Made }) {
    const { made } = p;
    return (
        <main class="page">
            <h1>{f("made_title")}</h1>
            <Invitation code={made.room} />
            <div class="row">
                <a class="btn btn-primary" href={`/animer/${made.room}`}>
                    {f("to_console")}
                </a>
                {made.screen && (
                    <a class="btn" target="_blank" href={`/ecran/${made.room}`}>
                        {f("to_screen")}
                    </a>
                )}
                <Button kind="quiet" onClick={() => window.print()}>
                    {f("print")}
                </Button>
            </div>
            <Card>
                <LinkRow label={f("link_people")} value={peopleUrl(made.room)} />
                {made.recovery && (
                    <LinkRow
                        label={f("recover_code")}
                        hint={f("recovery_hint")}
                        value={made.recovery}
                    />
                )}
                <LinkRow
                    label={f("link_mine")}
                    hint={f("link_secret")}
                    value={secretUrl("animer", made.room, made.token)}
                />
                {made.co && (
                    <LinkRow
                        label={f("link_co")}
                        hint={f("link_secret")}
                        value={secretUrl("animer", made.room, made.co)}
                    />
                )}
            </Card>
        </main>
    );
}
