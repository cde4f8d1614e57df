<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>hop101::ui::BannerNotes</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::Composer</name>
    <message numerus="yes">
        <source>%n headers</source>
        <translation>
            <numerusform>%n header</numerusform>
            <numerusform>%n headers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>breaks %n rules</source>
        <translation>
            <numerusform>breaks %n rule</numerusform>
            <numerusform>breaks %n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>raw: %n bytes</source>
        <translation>
            <numerusform>raw: %n byte</numerusform>
            <numerusform>raw: %n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split in %n writes</source>
        <translation>
            <numerusform>split in %n write</numerusform>
            <numerusform>split in %n writes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::ImportControl</name>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n frames could not be sent: the connection had ended.</source>
        <translation>
            <numerusform>%n frame could not be sent: the connection had ended.</numerusform>
            <numerusform>%n frames could not be sent: the connection had ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answers were waited for in vain.</source>
        <translation>
            <numerusform>%n answer was waited for in vain.</numerusform>
            <numerusform>%n answers were waited for in vain.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent again: %n frames.</source>
        <translation>
            <numerusform>Sent again: %n frame.</numerusform>
            <numerusform>Sent again: %n frames.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::ModeControl</name>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::RedactDialog</name>
    <message numerus="yes">
        <source>%n secrets would be replaced.</source>
        <translation>
            <numerusform>%n secret would be replaced.</numerusform>
            <numerusform>%n secrets would be replaced.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::RequestPreview</name>
    <message numerus="yes">
        <source>Bytes to be sent: %n</source>
        <translation>
            <numerusform>Bytes to be sent: %n</numerusform>
            <numerusform>Bytes to be sent: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::RowScrollArea</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::SequenceView</name>
    <message numerus="yes">
        <source>%Ln events selected</source>
        <translation>
            <numerusform>%Ln event selected</numerusform>
            <numerusform>%Ln events selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hop101::ui::VerdictPane</name>
    <message numerus="yes">
        <source>%n more that hold</source>
        <translation>
            <numerusform>%n more that holds</numerusform>
            <numerusform>%n more that hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not reached</source>
        <translation>
            <numerusform>%n not reached</numerusform>
            <numerusform>%n not reached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other headers differ</source>
        <translation>
            <numerusform>%n other header differs</numerusform>
            <numerusform>%n other headers differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differences between the hops</source>
        <translation>
            <numerusform>%n difference between the hops</numerusform>
            <numerusform>%n differences between the hops</numerusform>
        </translation>
    </message>
</context>
</TS>
