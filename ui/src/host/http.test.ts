/** What the loopback port does by itself: the token, and the shape of a failure. The rest is gone through in the journeys. */
import { afterEach, expect, test, vi } from 'vitest';
import { CallError } from './host';
import { httpHost, takeToken } from './http';

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname + location.search);
});

test('the token is taken out of the address and kept for the tab', () => {
  history.replaceState(null, '', '#token=a%2Fb');
  expect(takeToken()).toBe('a/b');
  expect(location.hash).toBe('');
  expect(takeToken()).toBe('a/b');
});

test('a place in the address is not taken for a token', () => {
  history.replaceState(null, '', '#/event/e/deliverables');
  expect(takeToken()).toBe('');
  expect(location.hash).toBe('#/event/e/deliverables');
});

test('a call carries the token, and a refusal arrives as one', async () => {
  history.replaceState(null, '', '#token=secret');
  const sent: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push([path, init]);
    return Promise.resolve(new Response(JSON.stringify({ kind: 'refused', code: 'name_empty', message: 'The name is empty.', facts: null }), { status: 422 }));
  });
  const refused = await httpHost().call('whoami', {}).catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(CallError);
  expect(refused).toMatchObject({ kind: 'refused', code: 'name_empty', message: 'The name is empty.' });
  expect(sent[0]?.[0]).toBe('/call/whoami');
  expect(sent[0]?.[1].headers).toMatchObject({ Authorization: 'Bearer secret' });
});

test('notices are read line by line, however they are cut', async () => {
  const parts = ['{"notice":"event","ev', 'ent":"a"}\n{"notice":"everything"}\n', '\n{"notice":"event","event":"b"}\n'];
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Blob(parts).stream())));
  const heard: string[] = [];
  const stop = httpHost().listen((notice) => heard.push('event' in notice ? notice.event : notice.notice));
  await vi.waitFor(() => expect(heard).toEqual(['a', 'everything', 'b']));
  stop();
});

test('a token that is no longer valid is said in words', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 401 })));
  await expect(httpHost().call('whoami', {})).rejects.toMatchObject({ kind: 'failed', code: 'token' });
});
