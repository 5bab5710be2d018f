/** The page on the fake host, for looking at: `?theme=dark&many=10000&fresh&empty`. */
import '../../src/style/font.css';
import '../../src/style/tokens.css';
import '../../src/style/base.css';
import { mount } from 'svelte';
import App from '../../src/App.svelte';
import { fakeHost } from '../../src/host/fake';
import { settings, type Theme } from '../../src/live/settings.svelte';
import { useHost } from '../../src/wire/call';

const asked = new URLSearchParams(location.search);
const host = fakeHost({ many: Number(asked.get('many')) || undefined, fresh: asked.has('fresh'), empty: asked.has('empty') });
useHost(host);
await settings.wear((asked.get('theme') ?? 'light') as Theme);
Object.assign(window, { fake: host });

const target = document.getElementById('page');
if (target) mount(App, { target });
