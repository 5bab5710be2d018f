/** What a screen asks the frame to open once it stands. */
class Begin {
  /** The dialog for a new event. */
  event = $state(false);
}

export const begin = new Begin();
