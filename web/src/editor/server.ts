// What the editor asks of the server.
import { hostKey } from "../home/key";
import { lang } from "../i18n";

export interface Fault {
    at: string;
    say: string;
}
export interface Draft {
    id: string;
    hash: string;
    title: { fr?: string; en?: string };
    faults: number;
    version: number;
    published: number;
}
export interface Answer {
    status: number;
    error?: string;
    hash?: string;
    text?: string;
    n?: number;
    faults?: Fault[];
    drafts?: Draft[];
    saves?: boolean;
    listed?: number;
    refused?: { folder: string; faults: Fault[] }[];
}

async function call(method: "GET" | "POST", where: string, body?: string): Promise<Answer> {
    const key = hostKey();
    const headers: Record<string, string> = key ? { Authorization: `Bearer ${key}` } : {};
    if (method === "POST") headers["Content-Type"] = "application/json";
    try {
        const answer = await fetch(where, { method, headers, body });
        const out = (await answer.json().catch(() => ({}))) as Answer;
        return { ...out, status: answer.status };
    } catch {
        return { status: 0 };
    }
}

const inLang = (): string => `lang=${lang.get()}`;
export const listDrafts = (): Promise<Answer> => call("GET", "/api/drafts");
export const readDraft = (id: string): Promise<Answer> => call("GET", `/api/drafts/${id}`);
export const saveDraft = (id: string, base: string, text: string): Promise<Answer> =>
    call("POST", `/api/drafts/${id}?${inLang()}${base ? `&base=${base}` : ""}`, text);
export const publishDraft = (id: string, base: string): Promise<Answer> =>
    call("POST", `/api/drafts/${id}/publish?${inLang()}&base=${base}`, "");
export const deleteDraft = (id: string, base: string): Promise<Answer> =>
    call("POST", `/api/drafts/${id}/delete?base=${base}`, "");
export const check = (text: string): Promise<Answer> =>
    call("POST", `/api/scenarios/check?${inLang()}`, text);
export const makeTrial = (text: string): Promise<Answer> =>
    call("POST", `/api/scenarios/trial?${inLang()}`, text);
export const reload = (): Promise<Answer> => call("POST", `/api/scenarios/reload?${inLang()}`, "");
