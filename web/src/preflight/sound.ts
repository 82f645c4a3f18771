// What one hears, and is heard by: by this device alone, and forgotten with the page.

const NOTES = 3;

/** Three notes, that nothing has to be allowed for. */
export function play(): void {
    const sound = new AudioContext();
    for (let n = 0; n < NOTES; n++) {
        const note = sound.createOscillator();
        const gain = sound.createGain();
        gain.gain.value = 0.2;
        note.frequency.value = 440 * 1.25 ** n;
        note.connect(gain).connect(sound.destination);
        note.start(sound.currentTime + n / NOTES);
        note.stop(sound.currentTime + (n + 0.8) / NOTES);
        if (n === NOTES - 1) note.onended = () => void sound.close();
    }
}

const RECORDED_MS = 3000;

/** Of so long: rejected where the microphone is not given. */
async function recorded(stream: MediaStream): Promise<Blob> {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = (e) => parts.push(e.data);
    const over = new Promise<void>((done) => (recorder.onstop = () => done()));
    recorder.start();
    window.setTimeout(() => recorder.stop(), RECORDED_MS);
    await over;
    return new Blob(parts);
}

/** What the microphone heard, played once; true when there was something to hear. */
export async function hearOneself(): Promise<boolean> {
    const sound = new AudioContext(); // by the tap itself: later it would stay silent
    try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const heard = await recorded(stream).finally(() =>
            stream.getTracks().forEach((track) => track.stop()),
        );
        const buffer = await sound.decodeAudioData(await heard.arrayBuffer());
        const source = sound.createBufferSource();
        source.buffer = buffer;
        source.connect(sound.destination);
        const over = new Promise<void>((done) => (source.onended = () => done()));
        await sound.resume();
        source.start();
        await over;
        return buffer.getChannelData(0).some((x) => Math.abs(x) > 0.01);
    } finally {
        void sound.close();
    }
}
