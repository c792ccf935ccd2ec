"""What readers do under an article: comment, rate, report. Forms only, no pages of their own."""
