/** The page over the fake host. `?many=10000` holds that many deliverables, `?fresh` begins before the first start, `?theme=dark` wears one. */
import '@fontsource-variable/inter/wght.css';
import '../src/style/tokens.css';
import '../src/style/base.css';
import { mount } from 'svelte';
import App from '../src/App.svelte';
import { fakeHost } from '../src/host/fake';
import { useHost } from '../src/wire/call';

const asked = new URLSearchParams(location.search);
const host = fakeHost({ many: Number(asked.get('many')) || undefined, fresh: asked.has('fresh'), empty: asked.has('empty') });
useHost(host);
const theme = asked.get('theme');
if (theme) await host.call('settings.set', { key: 'theme', value: theme });
const target = document.getElementById('page');
if (target) mount(App, { target });
