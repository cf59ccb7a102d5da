/** What a draw says it is drawn by: docs/draw-rules-1.txt and its SHA-256. Changed rules are another file. */
export const RULES_VERSION = 1
export const RULES_HASH = '7be2c79835b1ccfc6199a9e923057ad04b25b4026aaa39c9231cd378601b81b2'
