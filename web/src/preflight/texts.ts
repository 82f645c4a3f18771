// What the trial before the day says.
import { pairs } from "../i18n";

export const q = pairs({
    title: ["Essai avant l’atelier", "A trial before the workshop"],
    intro: [
        "Cet appareil, sur ce réseau, tiendra-t-il pendant l’atelier? Ouvrez cette page à l’endroit où vous serez. L’essai est court, et le serveur n’en garde rien.",
        "Will this device, on this network, hold for the workshop? Open this page where you will be. The trial is short, and the server keeps nothing of it.",
    ],
    begin: ["Commencer l’essai", "Begin the trial"],
    again: ["Refaire l’essai", "Try again"],
    stop: ["Arrêter", "Stop"],
    runs: [
        "La connexion est tenue ouverte. Restez sur cette page.",
        "The connection is held open. Stay on this page.",
    ],
    progress: ["Avancement de l’essai", "Progress of the trial"],
    good: [
        "Tout est prêt\u00a0: cet appareil suivra l’atelier d’ici.",
        "All is ready: this device will follow the workshop from here.",
    ],
    bad: [
        "D’ici, cet appareil ne suivra pas l’atelier. Essayez un autre réseau, par exemple le partage de connexion d’un téléphone, ou un autre appareil.",
        "From here, this device will not follow the workshop. Try another network, such as a phone’s shared connection, or another device.",
    ],
    bad_slow: [
        "D’ici, cet appareil suivra mal l’atelier\u00a0: le réseau est trop lent. Rapprochez-vous de la borne, ou essayez le partage de connexion d’un téléphone.",
        "From here, this device will follow the workshop poorly: the network is too slow. Come nearer to the access point, or try a phone’s shared connection.",
    ],
    results: ["Ce qui a été essayé", "What was tried"],
    way_both: [
        "Réseau\u00a0: la connexion directe passe, le chemin de rechange aussi.",
        "Network: the direct connection passes, and so does the spare way.",
    ],
    way_socket: [
        "Réseau\u00a0: la connexion directe passe. Le chemin de rechange est bloqué; il n’en faut qu’un.",
        "Network: the direct connection passes. The spare way is blocked; one is enough.",
    ],
    way_other: [
        "Réseau\u00a0: la connexion directe est bloquée; le chemin de rechange passe. Rien à faire.",
        "Network: the direct connection is blocked; the spare way passes. Nothing to do.",
    ],
    way_none: [
        "Réseau\u00a0: rien ne passe jusqu’au serveur.",
        "Network: nothing reaches the server.",
    ],
    held_yes: ["La connexion a tenu jusqu’à la fin.", "The connection held until the end."],
    held_no: [
        "La connexion s’est coupée en route. Pendant l’atelier elle reviendrait d’elle-même; gardez l’appareil près de la borne du réseau.",
        "The connection was lost on the way. In the workshop it would come back by itself; keep the device near the access point.",
    ],
    trip: ["({n}\u00a0ms)", "({n}\u00a0ms)"],
    pace_quick: ["L’aller-retour est vif.", "The round trip is quick."],
    pace_slow: [
        "L’aller-retour est lent, et suffit pour l’atelier.",
        "The round trip is slow, and enough for the workshop.",
    ],
    pace_poor: ["L’aller-retour est trop lent.", "The round trip is too slow."],
    clock_yes: ["L’horloge de l’appareil est à l’heure.", "The device’s clock is right."],
    clock_no: [
        "L’horloge de l’appareil n’est pas à l’heure. L’atelier suit celle du serveur.",
        "The device’s clock is not right. The workshop follows the server’s.",
    ],
    clock_off: [
        "L’horloge de l’appareil est décalée de {n}\u00a0s. L’atelier suit celle du serveur; mettez pourtant la vôtre à l’heure.",
        "The device’s clock is {n}\u00a0s off. The workshop follows the server’s; set yours right all the same.",
    ],
    storage_yes: [
        "Ce que vous tapez survit à une page fermée.",
        "What you type outlives a closed page.",
    ],
    storage_no: [
        "Le navigateur ne garde rien. Quittez la navigation privée, ou notez votre code de reprise.",
        "The browser keeps nothing. Leave private browsing, or note your resume code.",
    ],
    awake_yes: ["L’écran peut rester allumé.", "The screen can stay lit."],
    awake_no: [
        "L’écran peut s’éteindre. Allongez son délai de veille dans les réglages.",
        "The screen may go dark. Lengthen its sleep time in the settings.",
    ],
    secure_no: [
        "Page sans HTTPS\u00a0: l’écran qui reste allumé et le micro en ont besoin. L’hôte l’obtient avec un nom et un certificat; le guide d’installation dit comment.",
        "Page without HTTPS: the screen that stays lit and the microphone need it. The host gets it with a name and a certificate; the installation guide says how.",
    ],
    camera: [
        "L’appareil photo du téléphone lit le code QR par lui-même; cette page n’y touche pas.",
        "The phone’s camera reads the QR code by itself; this page does not touch it.",
    ],
    sound: ["Le son", "Sound"],
    hear: ["Jouer trois notes", "Play three notes"],
    hear_hint: [
        "Vous ne les entendez pas? Montez le volume, ou ôtez le mode silencieux. Un casque évite l’écho.",
        "You do not hear them? Turn the volume up, or silent mode off. Headphones prevent echoes.",
    ],
    record: ["Parler, puis s’entendre", "Speak, then hear yourself"],
    recording: ["Parlez…", "Speak…"],
    record_yes: ["Le micro vous entend.", "The microphone hears you."],
    record_silent: [
        "Le micro n’a rien entendu. Choisissez-en un autre dans les réglages, ou parlez plus fort.",
        "The microphone heard nothing. Choose another in the settings, or speak louder.",
    ],
    record_no: [
        "Le micro n’est pas permis, ou il n’y en a pas. Les réglages du navigateur, près de l’adresse, le permettent.",
        "The microphone is not allowed, or there is none. The browser’s settings, beside the address, allow it.",
    ],
    voice_off: [
        "Ce serveur ne porte pas la voix\u00a0: l’atelier se passe de micro.",
        "This server carries no voices: the workshop does without a microphone.",
    ],
    voice_secure: [
        "Le micro demande une page en HTTPS\u00a0: l’hôte l’obtient avec un nom et un certificat.",
        "The microphone takes an HTTPS page: the host gets it with a name and a certificate.",
    ],
    turn: [
        "La voix passe par UDP. Un réseau qui le bloque n’a pas encore de relais\u00a0: il vous faudra le lien d’appel de l’animation.",
        "Voices go by UDP. A network that blocks it has no relay yet: you will need the facilitator’s call link.",
    ],
    code: ["Code de cet essai", "Code of this trial"],
    code_why: [
        "Donnez-le à la personne qui anime\u00a0: elle y lit ce que vous voyez ici, et rien d’autre.",
        "Give it to the facilitator, who reads in it what you see here, and nothing else.",
    ],
    read: ["Lire le code de quelqu’un", "Read somebody’s code"],
    read_label: ["Code d’un essai", "Code of a trial"],
    read_hint: ["Trois lettres ou chiffres", "Three letters or digits"],
    read_bad: [
        "Ce n’est pas un code d’essai. Faites-le répéter.",
        "This is no code of a trial. Have it said again.",
    ],
    read_go: ["Lire", "Read"],
    read_good: ["Cet appareil suivra l’atelier.", "That device will follow the workshop."],
    read_poor: [
        "Cet appareil ne suivra pas l’atelier de là où il est.",
        "That device will not follow the workshop from where it is.",
    ],
    phone: ["Essayer aussi un téléphone", "Try a phone too"],
    phone_hint: [
        "Lisez ce code avec l’appareil photo d’un téléphone, sur le réseau de la salle.",
        "Read this code with a phone’s camera, on the hall’s network.",
    ],
    qr: ["Code QR de cette page", "QR code of this page"],
});
