/* Keeps htmx from writing a style element and from evaluating text, which our content policy
   refuses or need not allow; what the style would say stands in css/desk/theme.css. */
"use strict";
window.htmx.config.includeIndicatorStyles = false;
window.htmx.config.allowEval = false;
