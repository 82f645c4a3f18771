// Who answers for people's data on this server, what is kept and for how long: at the door of a
// workshop, and at an address of its own.
import { useEffect, useState } from "preact/hooks";
import { lang, pairs } from "../i18n";
import { Card, LangSwitch, useTitle } from "../ui";
import { ask, type Privacy } from "./ask";

export const v = pairs({
    title: ["Confidentialité", "Privacy"],
    responsible: ["Qui répond de vos renseignements", "Who answers for your data"],
    nobody: [
        "Ce serveur ne dit pas qui répond des renseignements. Demandez-le à la personne qui anime.",
        "This server does not say who answers for people’s data. Ask the facilitator.",
    ],
    contact: ["Pour joindre cette personne\u00a0: {contact}", "To reach this person: {contact}"],
    what: ["Ce qui est gardé", "What is kept"],
    what_text: [
        "Le nom que vous choisissez, vos textes et vos gestes pendant l’atelier, et ce à quoi vous avez dit oui. Ni courriel, ni mot de passe, ni adresse de votre téléphone.",
        "The name you choose, your texts and acts during the workshop, and what you said yes to. No e-mail, no password, no address of your phone.",
    ],
    long: ["Combien de temps", "For how long"],
    long_text: [
        {
            one: "Un atelier est gardé {n} jour après le dernier geste, ou moins si son animation le veut; puis il est supprimé pour de bon.",
            other: "Un atelier est gardé {n} jours après le dernier geste, ou moins si son animation le veut; puis il est supprimé pour de bon.",
        },
        {
            one: "A workshop is kept for {n} day after the last act, or less if its facilitators say so; then it is deleted for good.",
            other: "A workshop is kept for {n} days after the last act, or less if its facilitators say so; then it is deleted for good.",
        },
    ],
    long_all: [
        "Les ateliers sont gardés jusqu’à ce que l’hôte ou l’animation les supprime.",
        "Workshops are kept until the host or the facilitators delete them.",
    ],
    rights: ["Vos droits", "Your rights"],
    rights_text: [
        "De votre téléphone, à tout moment et après l’atelier aussi\u00a0: lire en un fichier tout ce qui est gardé de vous, changer vos deux accords, corriger votre nom, faire effacer vos mots et votre nom.",
        "From your phone, at any time and after the workshop too: read everything kept about you in one file, change what you agreed to, correct your name, have your words and name erased.",
    ],
    copies: [
        "Les copies de secours faites avant une suppression gardent ce qu’elles contenaient, jusqu’à ce que l’hôte les détruise.",
        "Backups made before a deletion keep what they held, until the host destroys them.",
    ],
});

export function Responsible({ of }: { of: Privacy }) {
    return (
        <Card title={v("responsible")}>
            {of.responsible ? (
                <p class="strong" translate={false}>
                    {of.responsible}
                </p>
            ) : (
                <p>{v("nobody")}</p>
            )}
            {of.contact && <p>{v("contact", { contact: of.contact })}</p>}
        </Card>
    );
}

export default function PrivacyPage() {
    lang.use();
    useTitle(v("title"));
    const [of, setOf] = useState<Privacy>();
    useEffect(() => void ask<Privacy>("/api/privacy").then(setOf), []);
    return (
        <main class="page">
            <header class="row row-between">
                <span class="eyebrow">Tablée</span>
                <LangSwitch />
            </header>
            <h1>{v("title")}</h1>
            {of && <Responsible of={of} />}
            <h2>{v("what")}</h2>
            <p>{v("what_text")}</p>
            <h2>{v("long")}</h2>
            <p>{of?.keep ? v("long_text", { n: of.keep }) : v("long_all")}</p>
            <p>{v("copies")}</p>
            <h2>{v("rights")}</h2>
            <p>{v("rights_text")}</p>
        </main>
    );
}
