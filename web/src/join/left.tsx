// The answer to somebody's joining was lost: only whoever asked goes on with it.
import { useState } from "preact/hooks";
import { requestOnce, takeUp, type Attempt } from "../attempts";
import { Button, Card, Named, refusalText } from "../ui";
import { l } from "./left_texts";

export interface Joined {
    person: string;
    token: string;
    resume?: string;
}
export interface LeftProps {
    code: string;
    token?: string;
    left: Attempt;
    onJoined: (code: string, token: string, person?: string) => void;
}
/** The answer to somebody's joining was lost with the page: were they the one who looks now? */
export function Left({ code, token, left, onJoined }: LeftProps) {
    const [gone, setGone] = useState(false);
    const [error, setError] = useState("");
    if (gone) return null;
    const again = async (): Promise<void> => {
        takeUp("join", left);
        const fields = token ? { ...left.fields, token } : left.fields;
        const answer = await requestOnce<Joined>("join", fields, left.what);
        if (!answer.ok) return setError(refusalText(answer.no));
        onJoined(code, answer.out.token ?? token ?? "", answer.out.person);
    };
    const other = (): void => {
        takeUp("join", null);
        setGone(true);
    };
    return (
        <Card tone="accent" title={<Named text={l("join_left")} name={String(left.fields.name)} />}>
            <p>{l("join_left_text")}</p>
            <div class="row">
                <Button kind="primary" onClick={() => void again()}>
                    {l("join_left_yes")}
                </Button>
                <Button onClick={other}>{l("join_left_no")}</Button>
            </div>
            {error && (
                <p class="error" role="alert">
                    {error}
                </p>
            )}
        </Card>
    );
}
