"""How the quotations are looked at: settings, addresses and the site itself."""
