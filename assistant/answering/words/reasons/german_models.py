"""Warum ein Modell nicht antwortet, und was dann zu tun ist, auf Deutsch."""

from __future__ import annotations

MODELS = {
    "{wanted!r} runs on another machine and is not used: offline":
        "{wanted!r} läuft auf einer anderen Maschine und wird nicht benutzt: offline",
    "Quoting only: {reason}":
        "Nur Zitate: {reason}",
    "{wanted!r} {unfit}; choose another model with --model":
        "{wanted!r} {unfit}; wählen Sie mit --model ein anderes Modell",
    "Ollama does not have the model {model!r}; get it with `ollama pull {model}`":
        "Ollama hat das Modell {model!r} nicht; holen Sie es mit `ollama pull {model}`",

    "different documents to compare: {count}; choose {fewest} to {most}":
        "verschiedene Dokumente zum Vergleichen: {count}; wählen Sie {fewest} bis {most}",

    "{model!r} sent nothing for {silence_s:g} s; ask again, choose a smaller model, or raise ASSISTANT_SILENCE_S":
        "{model!r} hat {silence_s:g} s lang nichts gesendet; fragen Sie noch einmal, wählen Sie ein kleineres Modell, oder erhöhen Sie ASSISTANT_SILENCE_S",
    "the connection to Ollama broke off; ask again":
        "die Verbindung zu Ollama ist abgebrochen; fragen Sie noch einmal",
    "Ollama sent no usable answer; ask again, or look at its log":
        "Ollama hat keine brauchbare Antwort gesendet; fragen Sie noch einmal, oder sehen Sie in sein Protokoll",
    "Ollama is busy with other requests; ask again in a moment":
        "Ollama ist mit anderen Anfragen beschäftigt; fragen Sie gleich noch einmal",
    "the model stopped in the middle ({shown}); ask again":
        "das Modell hat mittendrin aufgehört ({shown}); fragen Sie noch einmal",
    "the address redirects elsewhere, which is not followed; set ASSISTANT_OLLAMA_URL to where Ollama itself is":
        "die Adresse leitet anderswohin weiter, und dem wird nicht gefolgt; setzen Sie ASSISTANT_OLLAMA_URL auf den Ort, an dem Ollama selbst ist",
    "not Ollama but something before it answered, with status {status}; check ASSISTANT_OLLAMA_URL, and the proxy if there is one":
        "nicht Ollama hat geantwortet, sondern etwas davor, mit Status {status}; prüfen Sie ASSISTANT_OLLAMA_URL und den Proxy, wenn es einen gibt",
    "the sources do not fit into the model's context window; lower ASSISTANT_PASSAGES or raise ASSISTANT_CONTEXT_TOKENS":
        "die Quellen passen nicht in das Fenster des Modells; senken Sie ASSISTANT_PASSAGES, oder erhöhen Sie ASSISTANT_CONTEXT_TOKENS",
    "{model!r} could not be loaded ({shown}); close other programs, or choose a smaller model":
        "{model!r} ließ sich nicht laden ({shown}); schließen Sie andere Programme, oder wählen Sie ein kleineres Modell",
    "Ollama refused ({status}): {shown}; look at its log":
        "Ollama hat abgelehnt ({status}): {shown}; sehen Sie in sein Protokoll",

    "a model without a name":
        "ein Modell ohne Namen",
    "runs on another machine":
        "läuft auf einer anderen Maschine",
    "makes vectors, not answers":
        "macht Vektoren, keine Antworten",

    "the work on {name!r} broke off for a reason that is in the log; try again":
        "die Arbeit an {name!r} brach aus einem Grund ab, der im Protokoll steht; versuchen Sie es noch einmal",
    "{name!r} is still on its way; wait for it, or stop it first":
        "{name!r} ist noch in Arbeit; warten Sie darauf, oder halten Sie es zuerst an",

    "Ollama did not say within {seconds:g} s how large {name!r} is; see whether it has a network":
        "Ollama hat nicht innerhalb von {seconds:g} s gesagt, wie groß {name!r} ist; sehen Sie nach, ob es eine Netzverbindung hat",

    "{name!r} spent its whole answer on thinking; ask again, raise ASSISTANT_ANSWER_TOKENS, or choose a model that does not think":
        "{name!r} hat seine ganze Antwort mit Nachdenken verbraucht; fragen Sie noch einmal, erhöhen Sie ASSISTANT_ANSWER_TOKENS, oder wählen Sie ein Modell, das nicht nachdenkt",
    "{name!r} wrote nothing; ask again, or choose another model":
        "{name!r} hat nichts geschrieben; fragen Sie noch einmal, oder wählen Sie ein anderes Modell",
    "the model reached the longest answer it may write; ask for less, or raise ASSISTANT_ANSWER_TOKENS":
        "das Modell hat die längste Antwort erreicht, die es schreiben darf; fragen Sie nach weniger, oder erhöhen Sie ASSISTANT_ANSWER_TOKENS",
    "Ollama ended the answer before it was complete; ask again":
        "Ollama hat die Antwort beendet, bevor sie vollständig war; fragen Sie noch einmal",

    "the download of {name!r} broke off; get it again: Ollama goes on where it stopped":
        "das Herunterladen von {name!r} brach ab; holen Sie es erneut: Ollama macht dort weiter, wo es aufgehört hat",
    "there is no model {name!r} in Ollama's library; look for its name at https://ollama.com/library":
        "in Ollamas Bibliothek gibt es kein Modell {name!r}; suchen Sie seinen Namen auf https://ollama.com/library",
    "{name!r} is no name of a model; write it like 'qwen3:4b-instruct'":
        "{name!r} ist kein Name eines Modells; schreiben Sie ihn wie 'qwen3:4b-instruct'",
    "Ollama's disk is full; free some space and get {name!r} again: it goes on where it stopped":
        "die Festplatte von Ollama ist voll; schaffen Sie Platz und holen Sie {name!r} erneut: Es geht dort weiter, wo es aufgehört hat",
    "{name!r} needs a newer Ollama; update it from https://ollama.com/download":
        "{name!r} braucht ein neueres Ollama; aktualisieren Sie es von https://ollama.com/download",
    "Ollama cannot reach its library ({reason}); connect to the network and get {name!r} again: it goes on where it stopped":
        "Ollama erreicht seine Bibliothek nicht ({reason}); verbinden Sie den Computer mit dem Netz und holen Sie {name!r} erneut: Es geht dort weiter, wo es aufgehört hat",
    "Ollama could not get {name!r}: {reason}; look at its log":
        "Ollama konnte {name!r} nicht holen: {reason}; sehen Sie in sein Protokoll",
    "{name!r} runs on another machine and is not used here: offline":
        "{name!r} läuft auf einer anderen Maschine und wird hier nicht benutzt: offline",

    "the question has {length:,} characters, at most {limit:,} are read; ask in fewer words, or add the text as a document with `python ingest.py FILE`":
        "die Frage hat {length:,} Zeichen, gelesen werden höchstens {limit:,}; fragen Sie mit weniger Worten, oder fügen Sie den Text mit `python ingest.py DATEI` als Dokument hinzu",
    "the question {question!r} holds no words; ask something like 'Is Llama 3.1 open source?'":
        "die Frage {question!r} enthält keine Wörter; fragen Sie etwas wie „Ist Llama 3.1 Open Source?“",

    "the model was stopped before its answer was complete; ask again":
        "das Modell wurde angehalten, bevor seine Antwort vollständig war; fragen Sie noch einmal",

    "a JSON object was expected, not {kind}":
        "erwartet wurde ein JSON-Objekt, nicht {kind}",
    "{key!r} is no list":
        "{key!r} ist keine Liste",
    "Ollama is not running at {url}; {next_step}":
        "Ollama läuft nicht unter {url}; {next_step}",
    "Ollama does not have the model: {said}":
        "Ollama hat das Modell nicht: {said}",
    "{path} gave status {status}":
        "{path} gab den Status {status}",
    "{url!r} does not speak Ollama's protocol ({reason}); check ASSISTANT_OLLAMA_URL":
        "{url!r} spricht nicht das Protokoll von Ollama ({reason}); prüfen Sie ASSISTANT_OLLAMA_URL",
    "the certificate file {file!r} cannot be used ({reason}); set ASSISTANT_CA_FILE to a PEM file":
        "die Zertifikatsdatei {file!r} ist nicht verwendbar ({reason}); setzen Sie ASSISTANT_CA_FILE auf eine PEM-Datei",
    "{url!r} does not answer within {patience_s:g} s; restart Ollama":
        "{url!r} antwortet nicht innerhalb von {patience_s:g} s; starten Sie Ollama neu",
    "the certificate of {url!r} is not trusted; name the PEM file of its authority with ASSISTANT_CA_FILE":
        "dem Zertifikat von {url!r} wird nicht vertraut; nennen Sie mit ASSISTANT_CA_FILE die PEM-Datei der Stelle, die es ausgestellt hat",

    "start it there with `OLLAMA_HOST=0.0.0.0 ollama serve`, and see that the port is open":
        "starten Sie es dort mit `OLLAMA_HOST=0.0.0.0 ollama serve`, und achten Sie darauf, dass der Port offen ist",
    "this is a container: start Ollama outside with `OLLAMA_HOST=0.0.0.0 ollama serve`, and set ASSISTANT_OLLAMA_URL=http://host.docker.internal:11434 here (on Linux run the container with `--add-host=host.docker.internal:host-gateway`)":
        "dies ist ein Container: Starten Sie Ollama außerhalb mit `OLLAMA_HOST=0.0.0.0 ollama serve`, und setzen Sie hier ASSISTANT_OLLAMA_URL=http://host.docker.internal:11434 (starten Sie den Container unter Linux mit `--add-host=host.docker.internal:host-gateway`)",
    "start it with `{command}`":
        "starten Sie es mit `{command}`",
    "install it from https://ollama.com/download, then start it with `{command}`":
        "installieren Sie es von https://ollama.com/download, und starten Sie es dann mit `{command}`",

    "the question and one source do not fit into the {tokens:,} tokens that the model reads; ask in fewer words, or raise ASSISTANT_CONTEXT_TOKENS":
        "die Frage und eine Quelle passen nicht in die {tokens:,} Token, die das Modell liest; fragen Sie mit weniger Worten, oder erhöhen Sie ASSISTANT_CONTEXT_TOKENS",

    "the model did not come to an end; ask for less":
        "das Modell kam zu keinem Ende; fragen Sie nach weniger",
}  # fmt: skip
