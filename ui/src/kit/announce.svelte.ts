/** Words for people who do not see the page: said once, politely, those that come close together in one breath. */
const BREATH = 120;

class Announcer {
  words = $state('');
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(words: string): void {
    this.#waiting.push(words);
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const said = this.#waiting.join('. ');
      this.#waiting = [];
      // The same words twice would be passed over; a space makes them new.
      this.words = said === this.words ? `${said} ` : said;
    }, BREATH);
  }
}

export const announcer = new Announcer();
export const say = (words: string): void => announcer.say(words);
