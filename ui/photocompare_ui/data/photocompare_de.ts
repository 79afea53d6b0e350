<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AlignByHand</name>
    <message>
        <source>Align by hand</source>
        <translation>Von Hand ausrichten</translation>
    </message>
    <message>
        <source>Save the points</source>
        <translation>Die Punkte speichern</translation>
    </message>
    <message>
        <source>Points (*.csv)</source>
        <translation>Punkte (*.csv)</translation>
    </message>
</context>
<context>
    <name>Aligning</name>
    <message>
        <source>Save the alignment</source>
        <translation>Die Ausrichtung speichern</translation>
    </message>
    <message>
        <source>Alignment (*.json)</source>
        <translation>Ausrichtung (*.json)</translation>
    </message>
    <message>
        <source>For looking at only: {0}. To measure, outline skin on the baseline, then drag its dotted copy on the follow-up to the same skin.</source>
        <translation>Nur zum Ansehen: {0}. Zum Messen umranden Sie Haut auf der Ausgangsaufnahme und ziehen die gepunktete Kopie auf der Verlaufsaufnahme auf dieselbe Haut.</translation>
    </message>
    <message>
        <source>Align by hand…</source>
        <translation>Von Hand ausrichten…</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Answers of {0}</source>
        <translation>Antworten von {0}</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>not of one side</source>
        <translation>nicht über eine Seite</translation>
    </message>
    <message>
        <source>Such as R1; not a name</source>
        <translation>Etwa R1; kein Name</translation>
    </message>
    <message>
        <source>&amp;Visit</source>
        <translation>&amp;Besuch</translation>
    </message>
    <message>
        <source>About the &amp;side</source>
        <translation>Über die &amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Rater</source>
        <translation>B&amp;ewertet von</translation>
    </message>
    <message>
        <source>The subject says</source>
        <translation>Die Person sagt</translation>
    </message>
    <message>
        <source>A clinician judges</source>
        <translation>Die Klinik beurteilt</translation>
    </message>
    <message>
        <source>Why an earlier answer is changed; kept in the audit trail</source>
        <translation>Warum eine frühere Antwort geändert wird; bleibt im Protokoll</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Blend</name>
    <message>
        <source>Preview of the alignment</source>
        <translation>Vorschau der Ausrichtung</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>Camera with ghost</source>
        <translation>Kamera mit Geisterbild</translation>
    </message>
    <message>
        <source>Waiting for the camera</source>
        <translation>Warten auf die Kamera</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>Geisterbild</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>{0} x {1} pixels</source>
        <translation>{0} x {1} Pixel</translation>
    </message>
</context>
<context>
    <name>CheckedModel</name>
    <message>
        <source>Photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Used as</source>
        <translation>Verwendet als</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Can be measured; nothing was found to doubt.</source>
        <translation>Kann gemessen werden; nichts gibt Anlass zu Zweifeln.</translation>
    </message>
    <message>
        <source>Can be measured</source>
        <translation>Kann gemessen werden</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>CheckedPhotos</name>
    <message>
        <source>Use as baseline</source>
        <translation>Als Ausgangsaufnahme verwenden</translation>
    </message>
    <message>
        <source>Use as follow-up</source>
        <translation>Als Verlaufsaufnahme verwenden</translation>
    </message>
    <message>
        <source>Open this pair</source>
        <translation>Dieses Paar öffnen</translation>
    </message>
    <message>
        <source>{0} checked</source>
        <translation>{0} geprüft</translation>
    </message>
    <message>
        <source>{0} can be measured</source>
        <translation>{0} messbar</translation>
    </message>
    <message>
        <source>, all with doubts</source>
        <translation>, alle mit Vorbehalt</translation>
    </message>
    <message>
        <source>, {0} of them with doubts</source>
        <translation>, {0} davon mit Vorbehalt</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>{0} abgelehnt</translation>
    </message>
    <message>
        <source>Checked photographs</source>
        <translation>Geprüfte Aufnahmen</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation>Diese Liste schließen</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Looking for photographs</source>
        <translation>Aufnahmen werden gesucht</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Load points…</source>
        <translation>Punkte laden…</translation>
    </message>
    <message>
        <source>Save points…</source>
        <translation>Punkte speichern…</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Back to automatic</source>
        <translation>Zurück zur automatischen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Wird beendet…</translation>
    </message>
    <message>
        <source>Use this alignment</source>
        <translation>Diese Ausrichtung verwenden</translation>
    </message>
</context>
<context>
    <name>CrashReport</name>
    <message>
        <source>Unexpected error</source>
        <translation>Unerwarteter Fehler</translation>
    </message>
    <message>
        <source>Something went wrong inside photocompare</source>
        <translation>In photocompare ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>Your photographs were not touched. A study is saved with every step; outlines in no file yet were copied aside and are offered when the same photographs are opened again.

What to do: save your regions (Ctrl+S), close the window and start it again.</source>
        <translation>Ihre Aufnahmen wurden nicht verändert. Eine Studie wird mit jedem Schritt gesichert; Umrisse, die noch in keiner Datei stehen, wurden beiseitegelegt und werden angeboten, sobald dieselben Aufnahmen wieder geöffnet werden.

Was zu tun ist: Speichern Sie Ihre Regionen (Strg+S), schließen Sie das Fenster und starten Sie neu.</translation>
    </message>
    <message>
        <source>The last time, photocompare ended in the middle of work</source>
        <translation>Beim letzten Mal endete photocompare mitten in der Arbeit</translation>
    </message>
    <message>
        <source>Your photographs were not touched. A study was saved with every step; outlines in no file are offered when the same photographs are opened again.

What to do: go on working. If it happens again, send this report to those who look after photocompare in your house.</source>
        <translation>Ihre Aufnahmen wurden nicht verändert. Eine Studie wurde mit jedem Schritt gesichert; Umrisse, die in keiner Datei stehen, werden angeboten, sobald dieselben Aufnahmen wieder geöffnet werden.

Was zu tun ist: Arbeiten Sie weiter. Geschieht es wieder, geben Sie diesen Bericht an die Stelle, die photocompare in Ihrem Haus betreut.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>This is the whole report. It names no patient and no file; nothing is sent. It is kept in</source>
        <translation>Dies ist der ganze Bericht. Er nennt weder Patienten noch Dateien; nichts wird versendet. Er liegt in</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Picture (*.png);;Picture for print (*.tif *.tiff);;Drawing (*.svg)</source>
        <translation>Bild (*.png);;Bild für den Druck (*.tif *.tiff);;Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Export this view</source>
        <translation>Diese Ansicht exportieren</translation>
    </message>
    <message>
        <source>Export the pair</source>
        <translation>Das Paar exportieren</translation>
    </message>
    <message>
        <source>Export a strip of all timepoints</source>
        <translation>Einen Streifen aller Zeitpunkte exportieren</translation>
    </message>
    <message>
        <source>Animation (*.gif);;Animation without loss (*.webp);;Animated PNG (*.png)</source>
        <translation>Animation (*.gif);;Animation ohne Verlust (*.webp);;Animiertes PNG (*.png)</translation>
    </message>
    <message>
        <source>Export a blink</source>
        <translation>Ein Blinken exportieren</translation>
    </message>
    <message>
        <source>Sheet to print (*.pdf);;Transparent picture (*.png)</source>
        <translation>Blatt zum Drucken (*.pdf);;Durchsichtiges Bild (*.png)</translation>
    </message>
    <message>
        <source>Ghost sheet for the next photograph</source>
        <translation>Geisterblatt für die nächste Aufnahme</translation>
    </message>
    <message>
        <source>Picture (*.png);;Picture for print (*.tif *.tiff)</source>
        <translation>Bild (*.png);;Bild für den Druck (*.tif *.tiff)</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>Open two photographs of the same skin</source>
        <translation>Zwei Aufnahmen derselben Haut öffnen</translation>
    </message>
    <message>
        <source>Open the baseline</source>
        <translation>Die Ausgangsaufnahme öffnen</translation>
    </message>
    <message>
        <source>Open the follow-up</source>
        <translation>Die Verlaufsaufnahme öffnen</translation>
    </message>
    <message>
        <source>Open a folder: its photographs are checked</source>
        <translation>Einen Ordner öffnen: seine Aufnahmen werden geprüft</translation>
    </message>
    <message>
        <source>There is no folder sample_images here.</source>
        <translation>Hier gibt es keinen Ordner sample_images.</translation>
    </message>
    <message>
        <source>Open the photographs first, then their regions.</source>
        <translation>Öffnen Sie zuerst die Aufnahmen, dann ihre Regionen.</translation>
    </message>
    <message>
        <source>Regions (*.geojson)</source>
        <translation>Regionen (*.geojson)</translation>
    </message>
    <message>
        <source>Save regions</source>
        <translation>Regionen speichern</translation>
    </message>
    <message>
        <source>Export measurements</source>
        <translation>Messwerte exportieren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>There are no photographs in it.</source>
        <translation>Darin sind keine Aufnahmen.</translation>
    </message>
</context>
<context>
    <name>FindingPanel</name>
    <message>
        <source>Doubts</source>
        <translation>Vorbehalte</translation>
    </message>
    <message>
        <source>To keep in mind</source>
        <translation>Zu bedenken</translation>
    </message>
</context>
<context>
    <name>GatePanel</name>
    <message>
        <source>Comparability</source>
        <translation>Vergleichbarkeit</translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation>Nicht vergleichbar</translation>
    </message>
    <message>
        <source>Comparable</source>
        <translation>Vergleichbar</translation>
    </message>
    <message>
        <source>Comparable, but not by {0}</source>
        <translation>Vergleichbar, aber nicht nach {0}</translation>
    </message>
    <message>
        <source>Comparable, with doubts</source>
        <translation>Vergleichbar, mit Vorbehalt</translation>
    </message>
</context>
<context>
    <name>GradingWindow</name>
    <message>
        <source>Grading</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>{0} saved</source>
        <translation>{0} gespeichert</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Who grades?</source>
        <translation>Wer bewertet?</translation>
    </message>
    <message>
        <source>All items are graded. You can close this window.</source>
        <translation>Alles ist bewertet. Sie können dieses Fenster schließen.</translation>
    </message>
    <message>
        <source>Paused. No time is counted.</source>
        <translation>Angehalten. Es läuft keine Zeit.</translation>
    </message>
    <message>
        <source>The picture of this item is damaged or missing; bring it back from a copy.</source>
        <translation>Das Bild ist beschädigt oder fehlt; holen Sie es aus einer Kopie zurück.</translation>
    </message>
    <message>
        <source>One key or one touch grades and goes on. You can go back to the item before, until the next one is graded.</source>
        <translation>Eine Taste oder eine Berührung bewertet und geht weiter. Zum vorigen Fall geht es zurück, bis der nächste bewertet ist.</translation>
    </message>
    <message>
        <source>Key {0}…</source>
        <translation>Schlüssel {0}…</translation>
    </message>
    <message>
        <source>Practice {0} of {1}</source>
        <translation>Übung {0} von {1}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Item {0} of {1}</source>
        <translation>Fall {0} von {1}</translation>
    </message>
</context>
<context>
    <name>HistogramView</name>
    <message>
        <source>Histogram of the region&apos;s pixels</source>
        <translation>Häufigkeit der Werte in der Region</translation>
    </message>
    <message>
        <source>Median before {0}, after {1} {2}</source>
        <translation>Median vorher {0}, nachher {1} {2}</translation>
    </message>
    <message>
        <source>Filled: before   ·   line: after   ·   marks: medians</source>
        <translation>Gefüllt: vorher   ·   Linie: nachher   ·   Striche: Mediane</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Another place…</source>
        <translation>Anderer Ort…</translation>
    </message>
    <message>
        <source>Keep the study at another place</source>
        <translation>Die Studie an einem anderen Ort führen</translation>
    </message>
    <message>
        <source>Import photographs</source>
        <translation>Aufnahmen einlesen</translation>
    </message>
    <message>
        <source>Click a cell to correct it; clear the box of a photograph to leave it out. Originals stay as and where they are; names that may be a person&apos;s are not kept.</source>
        <translation>Klicken Sie eine Zelle an, um sie zu berichtigen; leeren Sie das Kästchen einer Aufnahme, um sie auszulassen. Originale bleiben, wie und wo sie sind; Namen, die einer Person gehören können, werden nicht behalten.</translation>
    </message>
    <message>
        <source>New study: {0}</source>
        <translation>Neue Studie: {0}</translation>
    </message>
    <message>
        <source>Into the study: {0}</source>
        <translation>In die Studie: {0}</translation>
    </message>
    <message>
        <source>{0} photographs of {1} subjects are imported</source>
        <translation>{0} Aufnahmen von {1} Personen sind eingelesen</translation>
    </message>
    <message>
        <source>, {0} left out</source>
        <translation>, {0} ausgelassen</translation>
    </message>
    <message>
        <source>   ·   {0} to look at: not sure</source>
        <translation>   ·   {0} anzusehen: nicht sicher</translation>
    </message>
    <message>
        <source>Import {0} photographs</source>
        <translation>{0} Aufnahmen einlesen</translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the actions</source>
        <translation>Die Befehle durchsuchen</translation>
    </message>
    <message>
        <source>Press the new key</source>
        <translation>Die neue Taste drücken</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>All as at first</source>
        <translation>Alle wie am Anfang</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>Every action has the keys it had at first.</source>
        <translation>Jeder Befehl hat wieder seine Tasten vom Anfang.</translation>
    </message>
    <message>
        <source>{0} cannot be given away.</source>
        <translation>{0} kann nicht vergeben werden.</translation>
    </message>
    <message>
        <source>{0} was the key of “{1}”, which no longer has it.</source>
        <translation>{0} war die Taste von „{1}“; dort gilt sie nicht mehr.</translation>
    </message>
</context>
<context>
    <name>Line</name>
    <message>
        <source>Digits answer in whole numbers, X the end of the line</source>
        <translation>Ziffern antworten in ganzen Zahlen, X am Ende der Linie</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Undo {0}</source>
        <translation>Rückgängig: {0}</translation>
    </message>
    <message>
        <source>Redo {0}</source>
        <translation>Wiederholen: {0}</translation>
    </message>
    <message>
        <source>Outlines of this photograph were in no file when the window ended the last time.</source>
        <translation>Umrisse auf dieser Aufnahme standen in keiner Datei, als das Fenster beim letzten Mal endete.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Cancelled. This pair is not measured.</source>
        <translation>Abgebrochen. Dieses Paar ist nicht gemessen.</translation>
    </message>
    <message>
        <source>Cancelled. The numbers shown are of the regions before the last edit.</source>
        <translation>Abgebrochen. Die gezeigten Werte gehören zu den Regionen vor der letzten Änderung.</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
</context>
<context>
    <name>MeasurementModel</name>
    <message>
        <source>Measure</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
</context>
<context>
    <name>MeasurementPanel</name>
    <message>
        <source>Measurements</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Being measured …</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>Not measured yet. F5 measures the pair.</source>
        <translation>Noch nicht gemessen. F5 misst das Paar.</translation>
    </message>
    <message>
        <source>Open a pair: what changed appears here, measured in both photographs.</source>
        <translation>Öffnen Sie ein Paar: Was sich geändert hat, erscheint hier, in beiden Aufnahmen gemessen.</translation>
    </message>
</context>
<context>
    <name>MetricChoice</name>
    <message>
        <source>Measure of the maps and the difference</source>
        <translation>Messgröße der Karten und des Unterschieds</translation>
    </message>
    <message>
        <source>Which measure the colors show</source>
        <translation>Welche Messgröße die Farben zeigen</translation>
    </message>
</context>
<context>
    <name>NewGrading</name>
    <message>
        <source>New grading task</source>
        <translation>Neue Bewertungsaufgabe</translation>
    </message>
    <message>
        <source>Each outlined piece of skin by itself</source>
        <translation>Jedes umrandete Hautstück für sich</translation>
    </message>
    <message>
        <source>Whole views</source>
        <translation>Ganze Ansichten</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>&amp;Skala</translation>
    </message>
    <message>
        <source>S&amp;hown</source>
        <translation>&amp;Gezeigt</translation>
    </message>
    <message>
        <source>&amp;Raters</source>
        <translation>&amp;Beurteilende</translation>
    </message>
    <message>
        <source>Shown &amp;twice, unannounced</source>
        <translation>&amp;Zweimal gezeigt, unangekündigt</translation>
    </message>
    <message>
        <source>&amp;Practice items</source>
        <translation>&amp;Übungsaufgaben</translation>
    </message>
    <message>
        <source>Raters are called R1, R2…; the pictures tell neither which is after nor which side was treated. What tells it is sealed with a passphrase that is shown once.</source>
        <translation>Die Beurteilenden heißen R1, R2…; die Bilder verraten weder, welches das spätere ist, noch welche Seite behandelt wurde. Was es verrät, ist mit einem Kennsatz versiegelt, der einmal gezeigt wird.</translation>
    </message>
    <message>
        <source>The grading task is made</source>
        <translation>Die Bewertungsaufgabe ist erstellt</translation>
    </message>
</context>
<context>
    <name>NewQuestion</name>
    <message>
        <source>New question</source>
        <translation>Neue Frage</translation>
    </message>
    <message>
        <source>the subject</source>
        <translation>der Person</translation>
    </message>
    <message>
        <source>a clinician</source>
        <translation>der Klinik</translation>
    </message>
    <message>
        <source>none; mild; severe</source>
        <translation>keine; leicht; stark</translation>
    </message>
    <message>
        <source>As the subject reads it</source>
        <translation>So, wie die Person sie liest</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>&amp;Frage</translation>
    </message>
    <message>
        <source>&amp;Answered by</source>
        <translation>Beantwortet &amp;von</translation>
    </message>
    <message>
        <source>&amp;Kind of answer</source>
        <translation>&amp;Art der Antwort</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>V&amp;on</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Bis</translation>
    </message>
    <message>
        <source>&amp;Words of the steps</source>
        <translation>&amp;Wörter der Stufen</translation>
    </message>
    <message>
        <source>&amp;Name in the table</source>
        <translation>&amp;Name in der Tabelle</translation>
    </message>
    <message>
        <source>A scale, such as 0 to 10</source>
        <translation>Eine Skala, etwa 0 bis 10</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>Zufriedenheit</translation>
    </message>
    <message>
        <source>Global improvement</source>
        <translation>Verbesserung insgesamt</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>Eine Zahl</translation>
    </message>
    <message>
        <source>One of some words</source>
        <translation>Eines von mehreren Wörtern</translation>
    </message>
    <message>
        <source>A text</source>
        <translation>Ein Text</translation>
    </message>
</context>
<context>
    <name>NewStudy</name>
    <message>
        <source>New study</source>
        <translation>Neue Studie</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What the study is called; no names of people</source>
        <translation>Wie die Studie heißt; keine Namen von Personen</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>T&amp;emplate</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>Vein series: a topical, days 0, 2, 3, 5 and a month, arms A and B</source>
        <translation>Besenreiser: ein Präparat zum Auftragen, Tage 0, 2, 3, 5 und ein Monat, Arme A und B</translation>
    </message>
    <message>
        <source>Sclerotherapy: before, 5 weeks, 3 to 4 months, satisfaction</source>
        <translation>Sklerotherapie: vorher, 5 Wochen, 3 bis 4 Monate, Zufriedenheit</translation>
    </message>
    <message>
        <source>Split face: one side treated, normal and UV light, blinded</source>
        <translation>Halbes Gesicht: eine Seite behandelt, normales und UV-Licht, verblindet</translation>
    </message>
</context>
<context>
    <name>NumberCard</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Show the map of this measure</source>
        <translation>Die Karte dieser Messgröße zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Put the details away</source>
        <translation>Einzelheiten weglegen</translation>
    </message>
    <message>
        <source>The course appears once the study is measured (Ctrl+Shift+M).</source>
        <translation>Der Verlauf erscheint, sobald die Studie gemessen ist (Strg+Umschalt+M).</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Search all commands</source>
        <translation>Alle Befehle durchsuchen</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>Passende Befehle</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>The photographs are not aligned: finish the outline where it was begun.</source>
        <translation>Die Aufnahmen sind nicht ausgerichtet: Beenden Sie den Umriss, wo er begonnen wurde.</translation>
    </message>
    <message>
        <source>Taken as skin to align on: the follow-up alone carries no region. What is to be measured is outlined on the baseline.</source>
        <translation>Als Haut zum Ausrichten genommen: Die Verlaufsaufnahme allein trägt keine Region. Was gemessen werden soll, wird auf der Ausgangsaufnahme umrandet.</translation>
    </message>
    <message>
        <source>Vessels are painted on the two photographs compared.</source>
        <translation>Gefäße werden auf den beiden verglichenen Aufnahmen gemalt.</translation>
    </message>
</context>
<context>
    <name>Patient</name>
    <message>
        <source>Patient view</source>
        <translation>Patientenansicht</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>As in a mirror  (M)</source>
        <translation>Wie im Spiegel  (M)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Schließen  (Esc)</translation>
    </message>
</context>
<context>
    <name>Photos</name>
    <message>
        <source>Photo</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Two photos, side by side</source>
        <translation>Zwei Aufnahmen, nebeneinander</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Clinic mode: no names in the title or in lists</source>
        <translation>Klinikmodus: keine Namen im Titel und in Listen</translation>
    </message>
    <message>
        <source>Such as R1; not a name</source>
        <translation>Etwa R1; kein Name</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Lengths in</source>
        <translation>Längen in</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Recent work</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Your label in studies</source>
        <translation>Ihr Kürzel in Studien</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Uneven light</source>
        <translation>Ungleiches Licht</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Taken by the next comparison; written with every number.</source>
        <translation>Gilt ab dem nächsten Vergleich; steht bei jedem Messwert.</translation>
    </message>
    <message>
        <source>Safety copies</source>
        <translation>Sicherungskopien</translation>
    </message>
    <message>
        <source>The ten newest copies of a study stand beside it, in the folder “….snapshots”.</source>
        <translation>Die zehn neuesten Kopien einer Studie liegen neben ihr, im Ordner „….snapshots“.</translation>
    </message>
</context>
<context>
    <name>ProposalModel</name>
    <message>
        <source>– left out</source>
        <translation>– ausgelassen</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>guess</source>
        <translation>geraten</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Sure?</source>
        <translation>Sicher?</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason, without a name; kept in the audit trail</source>
        <translation>Grund, ohne Namen; bleibt im Protokoll</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Arm</source>
        <translation>&amp;Arm</translation>
    </message>
    <message>
        <source>&amp;Side</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rolle</translation>
    </message>
    <message>
        <source>Press P and outline skin on either photograph.</source>
        <translation>Drücken Sie P und umranden Sie Haut auf einer der Aufnahmen.</translation>
    </message>
    <message>
        <source>Regions you outline are listed here.</source>
        <translation>Umrandete Regionen stehen hier.</translation>
    </message>
</context>
<context>
    <name>Seeing</name>
    <message>
        <source>mirror {0}</source>
        <translation>{0} spiegeln</translation>
    </message>
    <message>
        <source>twin {0}</source>
        <translation>Gegenstück von {0}</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Refine from these points</source>
        <translation>Von diesen Punkten aus verfeinern</translation>
    </message>
    <message>
        <source>Follow the skin from where the points lead; checked and graded anew</source>
        <translation>Der Haut folgen, wohin die Punkte führen; neu geprüft und bewertet</translation>
    </message>
    <message>
        <source>Pairs of points and how far each is off</source>
        <translation>Punktpaare und wie weit jedes danebenliegt</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Wischen</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Überblenden</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>The preview appears here from the third pair on.</source>
        <translation>Die Vorschau erscheint hier ab dem dritten Paar.</translation>
    </message>
    <message>
        <source>These points make no picture.</source>
        <translation>Aus diesen Punkten entsteht kein Bild.</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Reading the photograph</source>
        <translation>Die Aufnahme wird gelesen</translation>
    </message>
    <message>
        <source>Drop the baseline here</source>
        <translation>Die Ausgangsaufnahme hier ablegen</translation>
    </message>
    <message>
        <source>Drop the follow-up here</source>
        <translation>Die Verlaufsaufnahme hier ablegen</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Reading, not measured</source>
        <translation>Wird gelesen, nicht gemessen</translation>
    </message>
    <message>
        <source>Shown as taken</source>
        <translation>Gezeigt wie aufgenommen</translation>
    </message>
    <message>
        <source>No photographs open</source>
        <translation>Keine Aufnahmen geöffnet</translation>
    </message>
    <message>
        <source>One photograph open</source>
        <translation>Eine Aufnahme geöffnet</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Nicht gemessen</translation>
    </message>
</context>
<context>
    <name>StudyAnswers</name>
    <message>
        <source>Nothing in the study can be changed until it is unlocked. Exports carry the hash that fixes what it holds; locking, unlocking and the reasons stay in the audit trail.</source>
        <translation>Nichts in der Studie lässt sich ändern, bis sie entsperrt wird. Exporte tragen den Hash, der ihren Inhalt festhält; Sperren, Entsperren und die Gründe bleiben im Protokoll.</translation>
    </message>
    <message>
        <source>Lock the study</source>
        <translation>Studie sperren</translation>
    </message>
    <message>
        <source>The study can be changed again. What was exported before carries the old hash.</source>
        <translation>Die Studie lässt sich wieder ändern. Was vorher exportiert wurde, trägt den alten Hash.</translation>
    </message>
    <message>
        <source>Unlock the study</source>
        <translation>Studie entsperren</translation>
    </message>
    <message>
        <source>The study is locked. Its hash: {0}</source>
        <translation>Die Studie ist gesperrt. Ihr Hash: {0}</translation>
    </message>
    <message>
        <source>The study is open to edits again.</source>
        <translation>Die Studie lässt sich wieder ändern.</translation>
    </message>
</context>
<context>
    <name>StudyBar</name>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Answers {0} of {1}</source>
        <translation>Antworten {0} von {1}</translation>
    </message>
</context>
<context>
    <name>StudyFiling</name>
    <message>
        <source>Import a folder of photographs</source>
        <translation>Einen Ordner mit Aufnahmen einlesen</translation>
    </message>
    <message>
        <source>This study is locked since {0}: nothing in it can be changed.</source>
        <translation>Diese Studie ist seit {0} gesperrt: Nichts darin kann geändert werden.</translation>
    </message>
    <message>
        <source>Keep the study</source>
        <translation>Die Studie führen</translation>
    </message>
    <message>
        <source>Studies (*{0})</source>
        <translation>Studien (*{0})</translation>
    </message>
    <message>
        <source>And {0} more. Nothing was imported.</source>
        <translation>Und {0} weitere. Nichts wurde übernommen.</translation>
    </message>
</context>
<context>
    <name>StudyRemoving</name>
    <message>
        <source>Select the photograph on the left first.</source>
        <translation>Wählen Sie zuerst links die Aufnahme.</translation>
    </message>
    <message>
        <source>Select the subject on the left first.</source>
        <translation>Wählen Sie zuerst links die Person.</translation>
    </message>
    <message>
        <source>{0}: {1} photographs, their outlines, answers and measurements are erased from the study, its audit trail, its backups, its results and collected copies. Undo does not bring them back. The original photographs stay where they are.</source>
        <translation>{0}: {1} Aufnahmen, ihre Umrisse, Antworten und Messwerte werden aus der Studie gelöscht, aus ihrem Protokoll, ihren Sicherungen, ihren Ergebnissen und gesammelten Kopien. Rückgängig holt sie nicht zurück. Die Originalaufnahmen bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Erase the subject</source>
        <translation>Person löschen</translation>
    </message>
</context>
<context>
    <name>StudyResults</name>
    <message>
        <source>Export the study&apos;s measurements</source>
        <translation>Messwerte der Studie exportieren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>Den Bericht schreiben</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;HTML (*.html);;Slides (*.pptx)</source>
        <translation>PDF (*.pdf);;HTML (*.html);;Folien (*.pptx)</translation>
    </message>
    <message>
        <source>An empty folder for the grading task</source>
        <translation>Ein leerer Ordner für die Bewertungsaufgabe</translation>
    </message>
    <message>
        <source>Cancelled. What is measured by now is kept and not measured again.</source>
        <translation>Abgebrochen. Was bis jetzt gemessen ist, bleibt und wird nicht noch einmal gemessen.</translation>
    </message>
    <message>
        <source>Go on measuring</source>
        <translation>Weiter messen</translation>
    </message>
    <message>
        <source>The study is measured; {0} visits have measures without a number.</source>
        <translation>Die Studie ist gemessen; {0} Besuche haben Messgrößen ohne Wert.</translation>
    </message>
    <message>
        <source>The study is measured.</source>
        <translation>Die Studie ist gemessen.</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>The report is written: {0}</source>
        <translation>Der Bericht ist geschrieben: {0}</translation>
    </message>
</context>
<context>
    <name>StudyRoom</name>
    <message>
        <source>Compare all the same</source>
        <translation>Dennoch vergleichen</translation>
    </message>
</context>
<context>
    <name>Studying</name>
    <message>
        <source>Importing the photographs</source>
        <translation>Aufnahmen werden eingelesen</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Bericht wird geschrieben</translation>
    </message>
</context>
<context>
    <name>SubjectModel</name>
    <message>
        <source>{0} visits</source>
        <translation>{0} Besuche</translation>
    </message>
    <message>
        <source>{0} views</source>
        <translation>{0} Ansichten</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>doubts</source>
        <translation>Vorbehalte</translation>
    </message>
    <message>
        <source>unfit</source>
        <translation>untauglich</translation>
    </message>
    <message>
        <source>Nothing speaks against measuring it.</source>
        <translation>Nichts spricht dagegen, sie zu messen.</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>Tag {0}</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} T.</translation>
    </message>
    <message>
        <source>  ·  shot {0}</source>
        <translation>  ·  Bild {0}</translation>
    </message>
</context>
<context>
    <name>SubjectPanel</name>
    <message>
        <source>Search subject, view, visit</source>
        <translation>Person, Ansicht, Besuch suchen</translation>
    </message>
    <message>
        <source>Search the study</source>
        <translation>Die Studie durchsuchen</translation>
    </message>
    <message>
        <source>1 subject</source>
        <translation>1 Person</translation>
    </message>
    <message>
        <source>{0} subjects</source>
        <translation>{0} Personen</translation>
    </message>
    <message>
        <source>1 visit</source>
        <translation>1 Besuch</translation>
    </message>
    <message>
        <source>{0} visits</source>
        <translation>{0} Besuche</translation>
    </message>
    <message>
        <source>1 photograph</source>
        <translation>1 Aufnahme</translation>
    </message>
    <message>
        <source>{0} photographs</source>
        <translation>{0} Aufnahmen</translation>
    </message>
</context>
<context>
    <name>TaskMade</name>
    <message>
        <source>Passphrase of the key</source>
        <translation>Kennsatz des Schlüssels</translation>
    </message>
    <message>
        <source>Hash of the key</source>
        <translation>Prüfsumme des Schlüssels</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Copy the passphrase</source>
        <translation>Kennsatz kopieren</translation>
    </message>
    <message>
        <source>Keep the passphrase where no rater comes: it is shown only here, and without it the grades can never be read.</source>
        <translation>Bewahren Sie den Kennsatz auf, wo keine beurteilende Person hinkommt: Er wird nur hier gezeigt, und ohne ihn sind die Bewertungen nie zu lesen.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>no photograph</source>
        <translation>keine Aufnahme</translation>
    </message>
    <message>
        <source>  ·  no photograph of this visit</source>
        <translation>  ·  keine Aufnahme dieses Besuchs</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>Tag {0}</translation>
    </message>
</context>
<context>
    <name>TrendView</name>
    <message>
        <source>Course over the visits</source>
        <translation>Verlauf über die Besuche</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>Tag {0}</translation>
    </message>
</context>
<context>
    <name>Viewfinder</name>
    <message>
        <source>Camera picture with the outline of the baseline</source>
        <translation>Kamerabild mit dem Umriss des Ausgangs</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Open the sample studies</source>
        <translation>Beispielstudien öffnen</translation>
    </message>
    <message>
        <source>Open a pair…</source>
        <translation>Ein Paar öffnen…</translation>
    </message>
    <message>
        <source>Open a study…</source>
        <translation>Eine Studie öffnen…</translation>
    </message>
    <message>
        <source>Drop two photographs of the same skin here</source>
        <translation>Legen Sie zwei Aufnahmen derselben Haut hier ab</translation>
    </message>
    <message>
        <source>The one taken first becomes the baseline. Files stay as and where they are.</source>
        <translation>Die frühere wird zur Ausgangsaufnahme. Die Dateien bleiben, wie und wo sie sind.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>two photographs, a folder or a study</source>
        <translation>zwei Aufnahmen, einen Ordner oder eine Studie</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umranden</translation>
    </message>
    <message>
        <source>press P and click around the skin</source>
        <translation>P drücken und um die Haut klicken</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Ablesen</translation>
    </message>
    <message>
        <source>what changed, and how sure that is</source>
        <translation>was sich geändert hat und wie sicher das ist</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>Früher geöffnet</translation>
    </message>
</context>
<context>
    <name>WhichFirst</name>
    <message>
        <source>Which photograph was taken first?</source>
        <translation>Welche Aufnahme entstand zuerst?</translation>
    </message>
    <message>
        <source>The files do not say. The one you choose becomes the baseline.</source>
        <translation>Die Dateien sagen es nicht. Die gewählte wird zur Ausgangsaufnahme.</translation>
    </message>
    <message>
        <source>Open neither</source>
        <translation>Keine öffnen</translation>
    </message>
    <message>
        <source>{0} was taken first</source>
        <translation>{0} entstand zuerst</translation>
    </message>
</context>
<context>
    <name>Whose</name>
    <message>
        <source>Picture of subject {0}</source>
        <translation>Bild der Person {0}</translation>
    </message>
</context>
<context>
    <name>_Table</name>
    <message>
        <source>Measurements</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Checked photographs</source>
        <translation>Geprüfte Aufnahmen</translation>
    </message>
    <message>
        <source>Photographs to import</source>
        <translation>Einzulesende Aufnahmen</translation>
    </message>
</context>
<context>
    <name>_Tree</name>
    <message>
        <source>Subjects and visits</source>
        <translation>Personen und Besuche</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Align by hand…</source>
        <translation>Von Hand ausrichten…</translation>
    </message>
    <message>
        <source>Click the same points in both photographs where the alignment is off</source>
        <translation>Dieselben Punkte in beiden Aufnahmen anklicken, wo die Ausrichtung nicht stimmt</translation>
    </message>
    <message>
        <source>Align on this skin only</source>
        <translation>Nur auf dieser Haut ausrichten</translation>
    </message>
    <message>
        <source>The selected outline says where the skin is; nothing else is matched</source>
        <translation>Der gewählte Umriss sagt, wo die Haut ist; sonst wird nichts abgeglichen</translation>
    </message>
    <message>
        <source>Place as shown on the follow-up</source>
        <translation>Wie auf der Verlaufsaufnahme gezeigt festlegen</translation>
    </message>
    <message>
        <source>The dotted outline lies on the same skin: measure there</source>
        <translation>Der gepunktete Umriss liegt auf derselben Haut: dort messen</translation>
    </message>
    <message>
        <source>Load alignment…</source>
        <translation>Ausrichtung laden…</translation>
    </message>
    <message>
        <source>Save alignment…</source>
        <translation>Ausrichtung speichern…</translation>
    </message>
    <message>
        <source>Keep the map and the points by hand for score --alignment</source>
        <translation>Abbildung und Punkte von Hand für score --alignment behalten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy measurements</source>
        <translation>Messwerte kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all, as text and CSV</source>
        <translation>Die gewählten Zeilen oder alle kopieren, als Text und CSV</translation>
    </message>
    <message>
        <source>Swap baseline and follow-up</source>
        <translation>Ausgang und Verlauf tauschen</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Set the scale…</source>
        <translation>Maßstab setzen…</translation>
    </message>
    <message>
        <source>Say how many millimeters a pixel of the baseline is</source>
        <translation>Angeben, wie viele Millimeter ein Pixel der Ausgangsaufnahme misst</translation>
    </message>
    <message>
        <source>Open pair…</source>
        <translation>Paar öffnen…</translation>
    </message>
    <message>
        <source>Open two photographs; the one taken first becomes the baseline</source>
        <translation>Zwei Aufnahmen öffnen; die frühere wird zur Ausgangsaufnahme</translation>
    </message>
    <message>
        <source>Open baseline…</source>
        <translation>Ausgangsaufnahme öffnen…</translation>
    </message>
    <message>
        <source>Open follow-up…</source>
        <translation>Verlaufsaufnahme öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Checked photographs</source>
        <translation>Geprüfte Aufnahmen</translation>
    </message>
    <message>
        <source>Open the sample studies…</source>
        <translation>Beispielstudien öffnen…</translation>
    </message>
    <message>
        <source>Load regions…</source>
        <translation>Regionen laden…</translation>
    </message>
    <message>
        <source>Save regions…</source>
        <translation>Regionen speichern…</translation>
    </message>
    <message>
        <source>Export this view…</source>
        <translation>Diese Ansicht exportieren…</translation>
    </message>
    <message>
        <source>Export measurements…</source>
        <translation>Messwerte exportieren…</translation>
    </message>
    <message>
        <source>Save every row as CSV</source>
        <translation>Jede Zeile als CSV speichern</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Forget recent work</source>
        <translation>Zuletzt Geöffnetes vergessen</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Befehle…</translation>
    </message>
    <message>
        <source>Find any action by a few of its letters</source>
        <translation>Jeden Befehl an wenigen seiner Buchstaben finden</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
    <message>
        <source>About photocompare</source>
        <translation>Über photocompare</translation>
    </message>
    <message>
        <source>In the pictures</source>
        <translation>In den Bildern</translation>
    </message>
    <message>
        <source>Space, held</source>
        <translation>Leertaste, gehalten</translation>
    </message>
    <message>
        <source>Baseline in place of the follow-up</source>
        <translation>Ausgang anstelle des Verlaufs</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Mausrad, zwei Finger</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Zeiger vergrößern</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Move the picture, a selected region or its corner</source>
        <translation>Bild, gewählte Region oder Ecke bewegen</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Mit mittlerer Taste ziehen</translation>
    </message>
    <message>
        <source>Move the picture while drawing</source>
        <translation>Das Bild während des Zeichnens bewegen</translation>
    </message>
    <message>
        <source>Enter, double-click</source>
        <translation>Eingabetaste, Doppelklick</translation>
    </message>
    <message>
        <source>Close the outline</source>
        <translation>Den Umriss schließen</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Take back its last corner</source>
        <translation>Die letzte Ecke zurücknehmen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back out</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umranden</translation>
    </message>
    <message>
        <source>Click around skin on either photograph; Enter or a double-click closes</source>
        <translation>Auf einer der Aufnahmen um die Haut klicken; Eingabetaste oder Doppelklick schließt</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Move the picture while drawing; H again goes on drawing</source>
        <translation>Das Bild während des Zeichnens bewegen; H zeichnet weiter</translation>
    </message>
    <message>
        <source>Duplicate region</source>
        <translation>Region verdoppeln</translation>
    </message>
    <message>
        <source>Remove region</source>
        <translation>Region entfernen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Wischen</translation>
    </message>
    <message>
        <source>Drag the divider: baseline left, follow-up right</source>
        <translation>Die Trennlinie ziehen: links Ausgang, rechts Verlauf</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>Durchscheinend</translation>
    </message>
    <message>
        <source>Lay the follow-up over the baseline, half through</source>
        <translation>Den Verlauf halb durchscheinend über den Ausgang legen</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Show the follow-up; hold Space for the baseline</source>
        <translation>Den Verlauf zeigen; Leertaste halten zeigt den Ausgang</translation>
    </message>
    <message>
        <source>More baseline</source>
        <translation>Mehr Ausgang</translation>
    </message>
    <message>
        <source>Move the divider right, or fade the follow-up</source>
        <translation>Die Trennlinie nach rechts rücken oder den Verlauf ausblenden</translation>
    </message>
    <message>
        <source>More follow-up</source>
        <translation>Mehr Verlauf</translation>
    </message>
    <message>
        <source>Move the divider left, or fade in the follow-up</source>
        <translation>Die Trennlinie nach links rücken oder den Verlauf einblenden</translation>
    </message>
    <message>
        <source>As taken</source>
        <translation>Wie aufgenommen</translation>
    </message>
    <message>
        <source>Show the photographs unaligned and uncorrected</source>
        <translation>Die Aufnahmen ohne Ausrichtung und Farbkorrektur zeigen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Das ganze Bild zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation>Echte Pixel</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>Show names, dates and the scale bar</source>
        <translation>Namen, Daten und Maßstab zeigen</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Show the outlines</source>
        <translation>Die Umrisse zeigen</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Seitenleisten</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Seitenleisten</translation>
    </message>
    <message>
        <source>Show all panels, or the photographs alone</source>
        <translation>Alle Seitenleisten zeigen, oder die Aufnahmen allein</translation>
    </message>
    <message>
        <source>Panel: study</source>
        <translation>Leiste: Studie</translation>
    </message>
    <message>
        <source>Show the subjects and visits of the study, on the left</source>
        <translation>Personen und Termine der Studie links zeigen</translation>
    </message>
    <message>
        <source>Panel: ruler of visits</source>
        <translation>Leiste: Termine</translation>
    </message>
    <message>
        <source>Show view, light and visits, below the photographs</source>
        <translation>Ansicht, Licht und Termine unter den Aufnahmen zeigen</translation>
    </message>
    <message>
        <source>Panel: regions</source>
        <translation>Leiste: Regionen</translation>
    </message>
    <message>
        <source>Show the list of regions</source>
        <translation>Die Liste der Regionen zeigen</translation>
    </message>
    <message>
        <source>Panel: comparability</source>
        <translation>Leiste: Vergleichbarkeit</translation>
    </message>
    <message>
        <source>Show whether the pair may be compared, and why</source>
        <translation>Zeigen, ob das Paar verglichen werden darf, und warum</translation>
    </message>
    <message>
        <source>Panel: measurements</source>
        <translation>Leiste: Messwerte</translation>
    </message>
    <message>
        <source>Show the table of measurements</source>
        <translation>Die Tabelle der Messwerte zeigen</translation>
    </message>
    <message>
        <source>Panel: to keep in mind</source>
        <translation>Leiste: zu bedenken</translation>
    </message>
    <message>
        <source>Show what is doubtful</source>
        <translation>Zeigen, was zweifelhaft ist</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Region</source>
        <translation>&amp;Region</translation>
    </message>
    <message>
        <source>&amp;Study</source>
        <translation>&amp;Studie</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>New study…</source>
        <translation>Neue Studie…</translation>
    </message>
    <message>
        <source>Make a study file, from a template where one fits</source>
        <translation>Eine Studiendatei anlegen, nach einer Vorlage, wo eine passt</translation>
    </message>
    <message>
        <source>Open study…</source>
        <translation>Studie öffnen…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Einen Ordner einlesen…</translation>
    </message>
    <message>
        <source>Propose subjects and visits for a folder of photographs, to be confirmed</source>
        <translation>Personen und Besuche für einen Ordner mit Aufnahmen vorschlagen, zum Bestätigen</translation>
    </message>
    <message>
        <source>Close study</source>
        <translation>Studie schließen</translation>
    </message>
    <message>
        <source>Previous visit</source>
        <translation>Voriger Besuch</translation>
    </message>
    <message>
        <source>Compare with the visit before; the baseline stays</source>
        <translation>Mit dem Besuch davor vergleichen; der Ausgang bleibt</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>Nächster Besuch</translation>
    </message>
    <message>
        <source>Compare with the visit after; the baseline stays</source>
        <translation>Mit dem Besuch danach vergleichen; der Ausgang bleibt</translation>
    </message>
    <message>
        <source>Previous subject</source>
        <translation>Vorige Person</translation>
    </message>
    <message>
        <source>Next subject</source>
        <translation>Nächste Person</translation>
    </message>
    <message>
        <source>Compare the baseline with the selected visit</source>
        <translation>Ausgang mit gewähltem Besuch vergleichen</translation>
    </message>
    <message>
        <source>The visit selected on the left becomes the follow-up</source>
        <translation>Der links gewählte Besuch wird zum Verlauf</translation>
    </message>
    <message>
        <source>All visits side by side</source>
        <translation>Alle Besuche nebeneinander</translation>
    </message>
    <message>
        <source>Show up to six visits of this view, laid onto the baseline in its color</source>
        <translation>Bis zu sechs Besuche dieser Ansicht zeigen, in der Farbe der Ausgangsaufnahme auf sie gelegt</translation>
    </message>
    <message>
        <source>Measure the whole study</source>
        <translation>Die ganze Studie messen</translation>
    </message>
    <message>
        <source>Measure every visit; what is measured already is not done again</source>
        <translation>Jeden Besuch messen; was schon gemessen ist, wird nicht wiederholt</translation>
    </message>
    <message>
        <source>Export the study&apos;s measurements…</source>
        <translation>Messwerte der Studie exportieren…</translation>
    </message>
    <message>
        <source>Save every row of the study as CSV, measured first where it has to be</source>
        <translation>Jede Zeile der Studie als CSV speichern; vorher wird gemessen, wo es nötig ist</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Write the report of the study as PDF, HTML or slides</source>
        <translation>Den Bericht der Studie als PDF, HTML oder Folien schreiben</translation>
    </message>
    <message>
        <source>New grading task…</source>
        <translation>Neue Bewertungsaufgabe…</translation>
    </message>
    <message>
        <source>Let raters judge who cannot know which photograph is after</source>
        <translation>Beurteilen lassen von Personen, die nicht wissen können, welche Aufnahme die spätere ist</translation>
    </message>
    <message>
        <source>Answers…</source>
        <translation>Antworten…</translation>
    </message>
    <message>
        <source>Enter what the subject and clinicians say of this visit</source>
        <translation>Eintragen, was Person und Klinik zu diesem Besuch sagen</translation>
    </message>
    <message>
        <source>New question…</source>
        <translation>Neue Frage…</translation>
    </message>
    <message>
        <source>Let the study ask something more at every visit</source>
        <translation>Die Studie bei jedem Besuch noch etwas fragen lassen</translation>
    </message>
    <message>
        <source>Lock the study…</source>
        <translation>Studie sperren…</translation>
    </message>
    <message>
        <source>Close the data to edits; exports carry the hash of what it holds</source>
        <translation>Die Daten gegen Änderungen sperren; Exporte tragen den Hash ihres Inhalts</translation>
    </message>
    <message>
        <source>Unlock the study…</source>
        <translation>Studie entsperren…</translation>
    </message>
    <message>
        <source>Take the selected photograph out</source>
        <translation>Die gewählte Aufnahme herausnehmen</translation>
    </message>
    <message>
        <source>Its file stays where it is; undo brings it back</source>
        <translation>Ihre Datei bleibt, wo sie ist; Rückgängig holt sie zurück</translation>
    </message>
    <message>
        <source>Erase the selected subject…</source>
        <translation>Die gewählte Person löschen…</translation>
    </message>
    <message>
        <source>For one who withdraws: from the study, its trail and its copies, for good</source>
        <translation>Wenn jemand zurücktritt: aus der Studie, ihrem Protokoll und ihren Kopien, endgültig</translation>
    </message>
    <message>
        <source>Copy the table as a picture</source>
        <translation>Die Tabelle als Bild kopieren</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>Die Tabelle als CSV kopieren</translation>
    </message>
    <message>
        <source>Blinded grading…</source>
        <translation>Verblindete Bewertung…</translation>
    </message>
    <message>
        <source>Open a grading task; everything else goes out of sight</source>
        <translation>Eine Bewertungsaufgabe öffnen; alles andere tritt außer Sicht</translation>
    </message>
    <message>
        <source>Save exactly what the panes show, as PNG, TIFF or SVG</source>
        <translation>Genau das, was die Bildfelder zeigen, als PNG, TIFF oder SVG speichern</translation>
    </message>
    <message>
        <source>Arms, before and after</source>
        <translation>Arme, vorher und nachher</translation>
    </message>
    <message>
        <source>Four panes: treated and untreated skin, before and after</source>
        <translation>Vier Felder: behandelte und unbehandelte Haut, vorher und nachher</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Links und rechts</translation>
    </message>
    <message>
        <source>The left half beside the right half mirrored, before and after</source>
        <translation>Die linke Hälfte neben der gespiegelten rechten, vorher und nachher</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>Schachbrett</translation>
    </message>
    <message>
        <source>Baseline and follow-up in turn, in squares</source>
        <translation>Ausgang und Verlauf abwechselnd, in Feldern</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>The follow-up under the pointer, the baseline around it</source>
        <translation>Der Verlauf unter dem Zeiger, der Ausgang darum</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Show the map of a measure in place of the photographs</source>
        <translation>Die Karte einer Messgröße anstelle der Aufnahmen zeigen</translation>
    </message>
    <message>
        <source>Turn the divider</source>
        <translation>Trennlinie drehen</translation>
    </message>
    <message>
        <source>Turn the wipe&apos;s divider by 45 degrees; its small handle turns it freely</source>
        <translation>Die Trennlinie um 45 Grad drehen; ihr kleiner Griff dreht sie frei</translation>
    </message>
    <message>
        <source>Panes linked</source>
        <translation>Felder verbunden</translation>
    </message>
    <message>
        <source>Move all panes together; holding Ctrl moves one and keeps its offset</source>
        <translation>Alle Felder gemeinsam bewegen; Strg halten bewegt eines und behält den Versatz</translation>
    </message>
    <message>
        <source>Panes together again</source>
        <translation>Felder wieder zusammen</translation>
    </message>
    <message>
        <source>Undo what single panes were moved</source>
        <translation>Zurücknehmen, was einzelne Felder bewegt wurden</translation>
    </message>
    <message>
        <source>Midline</source>
        <translation>Mittellinie</translation>
    </message>
    <message>
        <source>Show the line between left and right; drag its ends or its middle</source>
        <translation>Die Linie zwischen links und rechts zeigen; ihre Enden oder ihre Mitte ziehen</translation>
    </message>
    <message>
        <source>Patient view</source>
        <translation>Patientenansicht</translation>
    </message>
    <message>
        <source>A full screen wipe without names or numbers; Esc leaves</source>
        <translation>Wischen über den ganzen Bildschirm ohne Namen und Zahlen; Esc beendet</translation>
    </message>
    <message>
        <source>Show where a measure rose or fell; within the error it is gray</source>
        <translation>Zeigen, wo eine Messgröße stieg oder fiel; innerhalb des Fehlers ist es grau</translation>
    </message>
    <message>
        <source>Export the pair…</source>
        <translation>Das Paar exportieren…</translation>
    </message>
    <message>
        <source>Both photographs side by side as they are looked at now</source>
        <translation>Beide Aufnahmen nebeneinander, wie sie jetzt zu sehen sind</translation>
    </message>
    <message>
        <source>Export a strip of all timepoints…</source>
        <translation>Einen Streifen aller Zeitpunkte exportieren…</translation>
    </message>
    <message>
        <source>Every timepoint in a row, at the place and zoom of now</source>
        <translation>Jeden Zeitpunkt in einer Reihe, an Stelle und Vergrößerung von jetzt</translation>
    </message>
    <message>
        <source>Export a blink…</source>
        <translation>Ein Blinken exportieren…</translation>
    </message>
    <message>
        <source>Baseline and follow-up in turn: an animated GIF, PNG or WebP</source>
        <translation>Ausgang und Verlauf abwechselnd: ein animiertes GIF, PNG oder WebP</translation>
    </message>
    <message>
        <source>Ghost sheet for the next photograph…</source>
        <translation>Geisterblatt für die nächste Aufnahme…</translation>
    </message>
    <message>
        <source>The baseline&apos;s outline to print and pose by, as PDF or PNG</source>
        <translation>Der Umriss des Ausgangs zum Drucken und Ausrichten, als PDF oder PNG</translation>
    </message>
    <message>
        <source>Camera with ghost…</source>
        <translation>Kamera mit Geisterbild…</translation>
    </message>
    <message>
        <source>A live camera with the baseline&apos;s outline over it</source>
        <translation>Eine laufende Kamera mit dem Umriss des Ausgangs darüber</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Drag a rectangle; Shift adds to the selected region, Alt takes off</source>
        <translation>Ein Rechteck ziehen; Umschalt fügt zur gewählten Region hinzu, Alt nimmt weg</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Drag an ellipse; Shift adds to the selected region, Alt takes off</source>
        <translation>Eine Ellipse ziehen; Umschalt fügt zur gewählten Region hinzu, Alt nimmt weg</translation>
    </message>
    <message>
        <source>Freehand</source>
        <translation>Freihand</translation>
    </message>
    <message>
        <source>Draw around skin in one go</source>
        <translation>In einem Zug um die Haut fahren</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paint a region; Shift adds to the selected one, Alt erases</source>
        <translation>Eine Region malen; Umschalt fügt zur gewählten hinzu, Alt radiert</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <source>Paint a vessel</source>
        <translation>Ein Gefäß malen</translation>
    </message>
    <message>
        <source>Paint along a vessel that was not found; it is measured again</source>
        <translation>Entlang eines Gefäßes malen, das nicht gefunden wurde; es wird neu gemessen</translation>
    </message>
    <message>
        <source>Remove a vessel</source>
        <translation>Ein Gefäß entfernen</translation>
    </message>
    <message>
        <source>Paint over what is no vessel; it is measured again</source>
        <translation>Übermalen, was kein Gefäß ist; es wird neu gemessen</translation>
    </message>
    <message>
        <source>Mark the gray card</source>
        <translation>Graukarte markieren</translation>
    </message>
    <message>
        <source>Drag a rectangle on the gray card; the colors are balanced on it</source>
        <translation>Ein Rechteck auf der Graukarte ziehen; die Farben werden darauf abgeglichen</translation>
    </message>
    <message>
        <source>Mark the color chart</source>
        <translation>Farbtafel markieren</translation>
    </message>
    <message>
        <source>Drag a rectangle around the patches of the color chart</source>
        <translation>Ein Rechteck um die Felder der Farbtafel ziehen</translation>
    </message>
    <message>
        <source>Scale from a known length</source>
        <translation>Maßstab aus einer bekannten Länge</translation>
    </message>
    <message>
        <source>Drag along a ruler or another known length and say its millimeters</source>
        <translation>Entlang eines Lineals oder einer anderen bekannten Länge ziehen und ihre Millimeter angeben</translation>
    </message>
    <message>
        <source>Mirror region</source>
        <translation>Region spiegeln</translation>
    </message>
    <message>
        <source>The selected region on the other side of the midline</source>
        <translation>Die gewählte Region auf der anderen Seite der Mittellinie</translation>
    </message>
    <message>
        <source>Twin of equal area</source>
        <translation>Gegenstück gleicher Fläche</translation>
    </message>
    <message>
        <source>Mirrored, and grown or eroded to the same area</source>
        <translation>Gespiegelt und auf dieselbe Fläche vergrößert oder verkleinert</translation>
    </message>
    <message>
        <source>Join what overlaps</source>
        <translation>Überlappende vereinigen</translation>
    </message>
    <message>
        <source>The selected region and all that overlap it become one</source>
        <translation>Die gewählte Region und alle, die sie überlappen, werden eine</translation>
    </message>
    <message>
        <source>Cut off what overlaps</source>
        <translation>Überlappende abschneiden</translation>
    </message>
    <message>
        <source>Take all other regions off the selected one</source>
        <translation>Alle anderen Regionen von der gewählten abziehen</translation>
    </message>
    <message>
        <source>Lay a template…</source>
        <translation>Eine Vorlage auflegen…</translation>
    </message>
    <message>
        <source>Named outlines into the box of the selected region, or of the photo</source>
        <translation>Benannte Umrisse in das Rechteck der gewählten Region oder der Aufnahme</translation>
    </message>
</context>
<context>
    <name>arrangement</name>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>is being drawn</source>
        <translation>wird gezeichnet</translation>
    </message>
    <message>
        <source>{0}, follow-up minus baseline</source>
        <translation>{0}, Verlauf minus Ausgang</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>as taken</source>
        <translation>wie aufgenommen</translation>
    </message>
    <message>
        <source>being read, not measured</source>
        <translation>wird gelesen, nicht gemessen</translation>
    </message>
    <message>
        <source>not aligned</source>
        <translation>nicht ausgerichtet</translation>
    </message>
    <message>
        <source>the map is being drawn</source>
        <translation>die Karte wird gezeichnet</translation>
    </message>
    <message>
        <source>under the lens</source>
        <translation>unter der Lupe</translation>
    </message>
    <message>
        <source>gray within ± {0}, the error</source>
        <translation>grau innerhalb ± {0}, dem Fehler</translation>
    </message>
    <message>
        <source>left half</source>
        <translation>linke Hälfte</translation>
    </message>
    <message>
        <source>right half, mirrored</source>
        <translation>rechte Hälfte, gespiegelt</translation>
    </message>
    <message>
        <source>left side</source>
        <translation>linke Seite</translation>
    </message>
    <message>
        <source>right side</source>
        <translation>rechte Seite</translation>
    </message>
</context>
<context>
    <name>by_hand</name>
    <message>
        <source>the columns {0} are needed</source>
        <translation>die Spalten {0} werden gebraucht</translation>
    </message>
    <message>
        <source>Click the same mole, vessel fork or scar in both photos: first in the baseline, then in the follow-up. Three pairs far apart are enough to begin; the wheel zooms in for a finer click.</source>
        <translation>Klicken Sie in beiden Aufnahmen dasselbe Muttermal, dieselbe Gefäßgabel oder Narbe an: zuerst im Ausgang, dann im Verlauf. Drei weit auseinanderliegende Paare genügen für den Anfang; das Mausrad vergrößert für einen genaueren Klick.</translation>
    </message>
    <message>
        <source>Now click the same point in the {0}.</source>
        <translation>Klicken Sie nun denselben Punkt auf der Seite {0} an.</translation>
    </message>
    <message>
        <source>{0} of 3 pairs set. Choose the next far from the others.</source>
        <translation>{0} von 3 Paaren gesetzt. Wählen Sie das nächste weit von den anderen.</translation>
    </message>
    <message>
        <source>Look at the preview: vessels and edges should run through. Drag a point to correct it (arrow keys for a nudge), Del removes the pair, more pairs make it finer. Enter takes the alignment.</source>
        <translation>Sehen Sie die Vorschau an: Gefäße und Kanten sollen durchlaufen. Ziehen Sie einen Punkt, um ihn zu berichtigen (Pfeiltasten rücken ihn ein wenig), Entf entfernt das Paar, mehr Paare machen es genauer. Die Eingabetaste übernimmt die Ausrichtung.</translation>
    </message>
    <message>
        <source>Click point {0} here</source>
        <translation>Punkt {0} hier anklicken</translation>
    </message>
    <message>
        <source>Click a mole, a vessel fork or a scar</source>
        <translation>Klicken Sie ein Muttermal, eine Gefäßgabel oder eine Narbe an</translation>
    </message>
    <message>
        <source>Click point {0}, far from the others</source>
        <translation>Punkt {0} anklicken, weit von den anderen</translation>
    </message>
    <message>
        <source>set</source>
        <translation>gesetzt</translation>
    </message>
    <message>
        <source>to be set in the {0}</source>
        <translation>noch zu setzen: {0}</translation>
    </message>
    <message>
        <source>off by {0} px</source>
        <translation>um {0} px daneben</translation>
    </message>
    <message>
        <source>  ▲ check this pair</source>
        <translation>  ▲ dieses Paar prüfen</translation>
    </message>
    <message>
        <source>Pairs still needed: {0}</source>
        <translation>Noch nötige Paare: {0}</translation>
    </message>
    <message>
        <source>▲ No alignment: {0}. Correct a pair.</source>
        <translation>▲ Keine Ausrichtung: {0}. Berichtigen Sie ein Paar.</translation>
    </message>
    <message>
        <source>{0}
Refining…</source>
        <translation>{0}
Wird verfeinert…</translation>
    </message>
    <message>
        <source>{0}
▲ The pairs do not agree: check each in both photos</source>
        <translation>{0}
▲ Die Paare passen nicht zueinander: Prüfen Sie jedes in beiden Aufnahmen</translation>
    </message>
    <message>
        <source>{0}
From the points alone</source>
        <translation>{0}
Allein aus den Punkten</translation>
    </message>
    <message>
        <source>{0}
Refined from the points</source>
        <translation>{0}
Von den Punkten aus verfeinert</translation>
    </message>
    <message>
        <source>{0}
▲ Not refined: the skin around the points did not agree well enough</source>
        <translation>{0}
▲ Nicht verfeinert: Die Haut um die Punkte stimmte nicht gut genug überein</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>follow-up</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>checking</name>
    <message>
        <source>Checking {0} of {1}: {2}</source>
        <translation>Prüfung {0} von {1}: {2}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Region 1</source>
        <translation>Region 1</translation>
    </message>
    <message>
        <source>draw {0}</source>
        <translation>{0} zeichnen</translation>
    </message>
    <message>
        <source>load regions</source>
        <translation>Regionen laden</translation>
    </message>
    <message>
        <source>change {0}</source>
        <translation>{0} ändern</translation>
    </message>
    <message>
        <source>move {0}</source>
        <translation>{0} verschieben</translation>
    </message>
    <message>
        <source>remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>duplicate {0}</source>
        <translation>{0} verdoppeln</translation>
    </message>
    <message>
        <source>paint {0}</source>
        <translation>{0} malen</translation>
    </message>
    <message>
        <source>erase {0}</source>
        <translation>{0} radieren</translation>
    </message>
    <message>
        <source>move the midline</source>
        <translation>Mittellinie verschieben</translation>
    </message>
    <message>
        <source>paint a vessel</source>
        <translation>ein Gefäß malen</translation>
    </message>
    <message>
        <source>remove a vessel</source>
        <translation>ein Gefäß entfernen</translation>
    </message>
    <message>
        <source>join {0}</source>
        <translation>{0} vereinigen</translation>
    </message>
    <message>
        <source>cut {0}</source>
        <translation>{0} beschneiden</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>Photographs ({0});;All files (*)</source>
        <translation>Aufnahmen ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Regions (*.geojson *.json);;All files (*)</source>
        <translation>Regionen (*.geojson *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Load regions</source>
        <translation>Regionen laden</translation>
    </message>
    <message>
        <source>Points (*.csv);;All files (*)</source>
        <translation>Punkte (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Load the points</source>
        <translation>Die Punkte laden</translation>
    </message>
    <message>
        <source>Alignment (*.json);;All files (*)</source>
        <translation>Ausrichtung (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Load the alignment</source>
        <translation>Die Ausrichtung laden</translation>
    </message>
    <message>
        <source>Studies (*.photostudy);;All files (*)</source>
        <translation>Studien (*.photostudy);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>Eine Studie öffnen</translation>
    </message>
</context>
<context>
    <name>foot</name>
    <message>
        <source>As taken: not aligned, colors not corrected.</source>
        <translation>Wie aufgenommen: nicht ausgerichtet, Farben nicht korrigiert.</translation>
    </message>
</context>
<context>
    <name>grading</name>
    <message>
        <source>Open a grading task</source>
        <translation>Eine Bewertungsaufgabe öffnen</translation>
    </message>
    <message>
        <source>Grading</source>
        <translation>Bewertung</translation>
    </message>
</context>
<context>
    <name>hints</name>
    <message>
        <source>Click around the skin; Enter or the first corner closes, Backspace takes a corner back</source>
        <translation>Um die Haut herum klicken; Eingabe oder die erste Ecke schließt, Rücktaste nimmt eine Ecke zurück</translation>
    </message>
    <message>
        <source>Drag from corner to corner; Shift adds, Alt takes off</source>
        <translation>Von Ecke zu Ecke ziehen; Umschalt fügt hinzu, Alt nimmt weg</translation>
    </message>
    <message>
        <source>Draw around the skin; Shift adds, Alt takes off</source>
        <translation>Um die Haut herum zeichnen; Umschalt fügt hinzu, Alt nimmt weg</translation>
    </message>
    <message>
        <source>Paint the skin; Shift adds, Alt takes off</source>
        <translation>Die Haut bemalen; Umschalt fügt hinzu, Alt nimmt weg</translation>
    </message>
    <message>
        <source>Draw a line along a length you know, then say how long it is</source>
        <translation>Eine Linie entlang einer bekannten Länge ziehen, dann sagen, wie lang sie ist</translation>
    </message>
    <message>
        <source>Paint along a vessel that was not found</source>
        <translation>Ein Gefäß nachfahren, das nicht gefunden wurde</translation>
    </message>
    <message>
        <source>Paint over what is no vessel</source>
        <translation>Übermalen, was kein Gefäß ist</translation>
    </message>
    <message>
        <source>Draw a rectangle inside the gray card</source>
        <translation>Ein Rechteck innerhalb der Graukarte ziehen</translation>
    </message>
    <message>
        <source>Draw a rectangle around the color chart</source>
        <translation>Ein Rechteck um die Farbtafel ziehen</translation>
    </message>
    <message>
        <source>Esc puts the tool away</source>
        <translation>Esc legt das Werkzeug weg</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>photocompare {0}

Measures what changed between two photographs of the same skin. It does not diagnose. Photographs stay on this computer and are never altered.</source>
        <translation>photocompare {0}

Misst, was sich zwischen zwei Aufnahmen derselben Haut geändert hat. Es stellt keine Diagnose. Die Aufnahmen bleiben auf diesem Rechner und werden nie verändert.</translation>
    </message>
    <message>
        <source>About photocompare</source>
        <translation>Über photocompare</translation>
    </message>
    <message>
        <source>Unsaved regions</source>
        <translation>Ungespeicherte Regionen</translation>
    </message>
    <message>
        <source>The regions were changed and are in no file yet. Save them?</source>
        <translation>Die Regionen wurden geändert und stehen noch in keiner Datei. Speichern?</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>Millimeters per pixel of the baseline (0: unknown)</source>
        <translation>Millimeter je Pixel der Ausgangsaufnahme (0: unbekannt)</translation>
    </message>
    <message>
        <source>Scale from a known length</source>
        <translation>Maßstab aus einer bekannten Länge</translation>
    </message>
    <message>
        <source>Length of the line, in millimeters</source>
        <translation>Länge der Linie in Millimetern</translation>
    </message>
</context>
<context>
    <name>pairing</name>
    <message>
        <source>point {0}</source>
        <translation>Punkt {0}</translation>
    </message>
    <message>
        <source>move point {0}</source>
        <translation>Punkt {0} verschieben</translation>
    </message>
    <message>
        <source>remove pair {0}</source>
        <translation>Paar {0} entfernen</translation>
    </message>
    <message>
        <source>replace the points</source>
        <translation>die Punkte ersetzen</translation>
    </message>
</context>
<context>
    <name>preferences</name>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Keep no list</source>
        <translation>Keine Liste führen</translation>
    </message>
    <message>
        <source>List under codes, without names</source>
        <translation>Unter Codes, ohne Namen</translation>
    </message>
    <message>
        <source>Choose: chart, gray card, else as photographed</source>
        <translation>Selbst wählen: Farbtafel, Graukarte, sonst wie aufgenommen</translation>
    </message>
    <message>
        <source>Calibrate on the color chart</source>
        <translation>Auf die Farbtafel kalibrieren</translation>
    </message>
    <message>
        <source>Balance on the gray card</source>
        <translation>Auf die Graukarte abgleichen</translation>
    </message>
    <message>
        <source>Match on untreated reference skin</source>
        <translation>Auf unbehandelte Referenzhaut abgleichen</translation>
    </message>
    <message>
        <source>Leave as photographed</source>
        <translation>Wie aufgenommen lassen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Take it out where it is found</source>
        <translation>Herausrechnen, wo es gefunden wird</translation>
    </message>
    <message>
        <source>Always take it out</source>
        <translation>Immer herausrechnen</translation>
    </message>
    <message>
        <source>Millimeters where the scale is known</source>
        <translation>Millimetern, wo der Maßstab bekannt ist</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixeln</translation>
    </message>
</context>
<context>
    <name>readout</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>recent</name>
    <message>
        <source>Pair {0}</source>
        <translation>Paar {0}</translation>
    </message>
    <message>
        <source>Study {0}</source>
        <translation>Studie {0}</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>increased</source>
        <translation>zugenommen</translation>
    </message>
    <message>
        <source>decreased</source>
        <translation>abgenommen</translation>
    </message>
    <message>
        <source>within error</source>
        <translation>innerhalb des Fehlers</translation>
    </message>
    <message>
        <source>error unknown</source>
        <translation>Fehler unbekannt</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>nicht vergleichbar</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>smallest detectable change</source>
        <translation>kleinste erkennbare Änderung</translation>
    </message>
    <message>
        <source>Whole: all that both photographs show</source>
        <translation>Ganzes: alles, was beide Aufnahmen zeigen</translation>
    </message>
    <message>
        <source>Alignment refused</source>
        <translation>Ausrichtung abgelehnt</translation>
    </message>
    <message>
        <source>Alignment good (identical pictures)</source>
        <translation>Ausrichtung gut (gleiche Bilder)</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>brauchbar</translation>
    </message>
    <message>
        <source>for viewing only</source>
        <translation>nur zum Ansehen</translation>
    </message>
    <message>
        <source> (± {0} px)</source>
        <translation> (± {0} px)</translation>
    </message>
    <message>
        <source> (± {0} px, {1} mm)</source>
        <translation> (± {0} px, {1} mm)</translation>
    </message>
    <message>
        <source>Alignment by hand {0}{1}</source>
        <translation>Ausrichtung von Hand {0}{1}</translation>
    </message>
    <message>
        <source>Alignment {0}{1}</source>
        <translation>Ausrichtung {0}{1}</translation>
    </message>
    <message>
        <source>Color not corrected</source>
        <translation>Farbe nicht korrigiert</translation>
    </message>
    <message>
        <source>Color as photographed</source>
        <translation>Farbe wie aufgenommen</translation>
    </message>
    <message>
        <source>Color balanced on the gray card</source>
        <translation>Farbe auf der Graukarte abgeglichen</translation>
    </message>
    <message>
        <source>Color matched on reference skin</source>
        <translation>Farbe auf Referenzhaut abgeglichen</translation>
    </message>
    <message>
        <source>Color calibrated on the chart</source>
        <translation>Farbe auf der Farbtafel kalibriert</translation>
    </message>
    <message>
        <source>{0} (ΔE {1})</source>
        <translation>{0} (ΔE {1})</translation>
    </message>
    <message>
        <source>Scale unknown</source>
        <translation>Maßstab unbekannt</translation>
    </message>
    <message>
        <source>Scale {0} mm per pixel</source>
        <translation>Maßstab {0} mm je Pixel</translation>
    </message>
</context>
</TS>
