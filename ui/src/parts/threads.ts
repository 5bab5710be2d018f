/** Comments of a version as conversations: each first comment with its answers, in the order in which they were made. */
import type { CommentRow } from '../wire/wire';

export interface Thread {
  first: CommentRow;
  replies: CommentRow[];
}

export function threadsOf(comments: CommentRow[]): Thread[] {
  const byId = new Map(comments.map((comment) => [comment.comment, comment]));
  const threads = new Map<string, Thread>();
  for (const comment of comments) {
    let root = comment;
    // An answer to an answer belongs to the conversation it is in. One whose comment is not here begins its own.
    const passed = new Set<string>();
    while (root.reply_to && byId.has(root.reply_to) && !passed.has(root.comment)) {
      passed.add(root.comment);
      root = byId.get(root.reply_to) ?? root;
    }
    const thread = threads.get(root.comment) ?? { first: root, replies: [] };
    if (comment !== root) thread.replies.push(comment);
    threads.set(root.comment, thread);
  }
  return [...threads.values()];
}
