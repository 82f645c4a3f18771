import type { ScreenProps } from '../main';
import { t } from '../i18n';

export default function Screen(_: ScreenProps) {
    return <main class="page"><h1>{t('app')}</h1></main>;
}
