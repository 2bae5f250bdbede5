"""What notes and brackets cite, taken apart and resolved to works; which words a note covers."""
