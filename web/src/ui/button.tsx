// What is pressed.
import type { ComponentChildren, JSX } from "preact";
import { lang, setLang, t } from "../i18n";
import { cx } from "./cx";

interface ButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, "size" | "onClick"> {
    kind?: "primary" | "plain" | "quiet" | "danger";
    small?: boolean;
    wide?: boolean;
    busy?: boolean;
    disabled?: boolean;
    type?: "button" | "submit";
    onClick?: () => void;
    children: ComponentChildren;
}

export function Button({
    kind = "plain",
    small,
    wide,
    busy,
    disabled,
    type = "button",
    onClick,
    children,
    ...rest
}: ButtonProps) {
    return (
        <button
            {...rest}
            type={type}
            aria-busy={busy || undefined}
            aria-disabled={busy || disabled || undefined}
            onClick={(e) => {
                // Not `disabled`: a button that is would lose the focus of whoever just pressed it.
                if (busy || disabled) e.preventDefault();
                else onClick?.();
            }}
            class={cx(
                "btn",
                `btn-${kind}`,
                small && "btn-small",
                wide && "btn-wide",
                rest.class as string,
            )}
        >
            {children}
        </button>
    );
}

export function Switch(p: {
    label: ComponentChildren;
    help?: string;
    on: boolean;
    onChange: (on: boolean) => void;
}) {
    return (
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                checked={p.on}
                onChange={(e) => p.onChange((e.target as HTMLInputElement).checked)}
            />
            <span>
                {p.label}
                {p.help && <small>{p.help}</small>}
            </span>
        </label>
    );
}

export function LangSwitch() {
    const now = lang.use();
    return (
        <button
            type="button"
            class="btn btn-quiet btn-small"
            lang={now === "fr" ? "en" : "fr"}
            aria-label={t("lang_change")}
            onClick={() => setLang(now === "fr" ? "en" : "fr")}
        >
            {t("lang_other")}
        </button>
    );
}
