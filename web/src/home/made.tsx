// What a facilitator keeps after creating a workshop; prints on one page.
import { useLayoutEffect, useState } from "preact/hooks";
import { f } from "../catalogue/facilitator";
import { codeText, t } from "../i18n";
import { inHall } from "../local";
import { Button, Card, focusHeading, toast } from "../ui";
import { invitation, keepMade, peopleUrl, secretUrl, type Made } from "./credentials";
import { Qr } from "./qr";
import { addresses, pickAddress, useAddress } from "./where";

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
            <div class="row fac-row">
                <code class="fac-link">{p.value}</code>
                <Button
                    small
                    aria-label={f("copy_of", { what: p.label })}
                    onClick={() => copy(p.value)}
                >
                    {f("copy")}
                </Button>
            </div>
        </div>
    );
}

/** Several networks: the facilitator knows which one the phones are on. */
function AddressPick() {
    const all = addresses.use();
    const now = useAddress();
    if (all.length < 2) return null;
    return (
        <label class="field fac-noprint">
            <span class="strong">{f("address")}</span>
            <select
                value={now}
                onChange={(e) => pickAddress((e.target as HTMLSelectElement).value)}
            >
                {all.map((url) => (
                    <option key={url} value={url}>
                        {url.replace(/^https?:\/\//, "")}
                    </option>
                ))}
            </select>
        </label>
    );
}

export function Invitation(p: { code: string }) {
    const at = useAddress();
    const url = peopleUrl(at, p.code);
    return (
        <div class="fac-invite">
            <Qr url={invitation(at, p.code)} label={f("qr_alt", { url })} />
            <div class="stack-s">
                <span class="soft">{`${at.replace(/^https?:\/\//, "")}/j`}</span>
                <p class="code fac-code" translate={false}>
                    {codeText(p.code)}
                </p>
                {inHall(new URL(at).hostname) && <p class="soft">{t("stay")}</p>}
            </div>
        </div>
    );
}

/** Everything there is to hand out or keep, but the facilitator's own link. */
export function Links({ made }: { made: Omit<Made, "token"> }) {
    const at = useAddress();
    return (
        <>
            <AddressPick />
            <LinkRow label={f("link_people")} value={invitation(at, made.room)} />
            <LinkRow label={f("trial_link")} hint={f("trial_hint")} value={`${at}/essai`} />
            {made.recovery && (
                <LinkRow
                    label={f("recover_code")}
                    hint={f("recovery_hint")}
                    value={made.recovery}
                />
            )}
            {made.co && (
                <LinkRow
                    label={f("link_co")}
                    hint={f("link_secret")}
                    value={secretUrl(at, "animer", made.room, made.co)}
                />
            )}
            {made.screen && (
                <LinkRow
                    label={f("link_screen")}
                    hint={f("link_screen_hint")}
                    value={secretUrl(at, "ecran", made.room, made.screen)}
                />
            )}
        </>
    );
}

/** Nobody can give this code again: it is kept once, before anything else is done. */
function Recovery({ made }: { made: Made }) {
    const [noted, setNoted] = useState(!made.recovery || made.noted);
    if (noted) return null;
    const note = (): void => {
        keepMade({ ...made, noted: true });
        setNoted(true);
    };
    return (
        <Card tone="accent" title={f("recovery_first")}>
            <p>{f("recovery_hint")}</p>
            <p class="code fac-recovery" translate={false}>
                {made.recovery}
            </p>
            <Button kind="primary" wide onClick={note}>
                {f("recovery_noted")}
            </Button>
        </Card>
    );
}

export function MadePage(p: { made: Made }) {
    const { made } = p;
    const at = useAddress();
    useLayoutEffect(focusHeading, []); // the form that it takes the place of is long
    return (
        <main class="page">
            <h1>{f("made_title")}</h1>
            <Recovery made={made} />
            <Invitation code={made.room} />
            <div class="row fac-noprint">
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
            <Card title={f("links")}>
                <Links made={made} />
                <LinkRow
                    label={f("link_mine")}
                    hint={f("link_secret")}
                    value={secretUrl(at, "animer", made.room, made.token)}
                />
            </Card>
            <p class="fac-noprint">
                <a class="link" href="/">
                    {t("home")}
                </a>
            </p>
        </main>
    );
}
