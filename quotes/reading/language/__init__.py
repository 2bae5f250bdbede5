"""What is known of languages: words, names, titles, dates, sentences; nothing of any document."""
