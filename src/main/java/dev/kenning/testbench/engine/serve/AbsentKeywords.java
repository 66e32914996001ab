package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.robot.KeywordException;
import java.util.ArrayList;
import java.util.List;

/** Fails the keywords that the embedded engine has no use for, each with the reason. */
final class AbsentKeywords implements KeywordGroup {

    private static final String NO_WINDOWS = "the embedded engine has no windows";
    private static final String NO_NETWORK = "the embedded engine models no network interface";

    private final List<Keyword> keywords = new ArrayList<>();

    AbsentKeywords() {
        add("OpenGUI", NO_WINDOWS);
        add("CloseGUI", NO_WINDOWS);
        add("DownloadFile uri:text", "the embedded engine downloads nothing; name a file on this machine");
        add("HandleHotSpot action:text", "the embedded engine cannot save an emulation and load it again");
        add("CreateNetworkInterfaceTester networkInterface:text machine:text?", NO_NETWORK);
        add("WaitForOutgoingPacket timeout:number testerId:integer?", NO_NETWORK);
        add(
                "WaitForOutgoingPacketWithBytesAtIndex bytes:text index:integer maxPackets:integer timeout:number testerId:integer?",
                NO_NETWORK);
        add("SendFrame bytes:text testerId:integer?", NO_NETWORK);
    }

    private void add(String signature, String reason) {
        Keyword.Action refusal = arguments -> {
            throw new KeywordException(
                    Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ". Run this test on Renode.");
        };
        keywords.add(new Keyword(signature, refusal));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }
}
