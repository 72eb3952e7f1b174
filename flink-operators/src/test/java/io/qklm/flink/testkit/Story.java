package io.qklm.flink.testkit;

/** What its readers want; {@code problem} is empty where all went well. */
public record Story(String id, String summary, String people, String problem) {}
