/** Whether the sidebar is drawn over the page, where the window is too narrow for both. */
class Side {
  drawer = $state(false);
}

export const side = new Side();
