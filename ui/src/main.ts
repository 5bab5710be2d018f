import './style/font.css';
import './style/tokens.css';
import './style/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { httpHost } from './host/http';
import { tauriHost } from './host/tauri';
import { settings } from './live/settings.svelte';
import { useHost } from './wire/call';

settings.remember();
useHost('__TAURI_INTERNALS__' in window ? tauriHost() : httpHost());

const target = document.getElementById('page');
if (target) mount(App, { target });
