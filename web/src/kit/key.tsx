// Asks for the host's key.
import { useState } from "preact/hooks";
import { Button, Field } from "../ui";
import { k } from "./texts";

export function KeyForm(p: { error?: string; onKey: (key: string) => void }) {
    const [key, setKey] = useState("");
    return (
        <form
            class="stack"
            onSubmit={(e) => {
                e.preventDefault();
                p.onKey(key.trim());
            }}
        >
            <Field
                label={k("key")}
                hint={k("key_hint")}
                value={key}
                onInput={setKey}
                error={p.error}
            />
            <Button kind="primary" type="submit">
                {k("open")}
            </Button>
        </form>
    );
}
