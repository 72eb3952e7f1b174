package io.qklm.flink.testkit;

/** What a newsroom's stream may hold. */
public record Article(String id, String body) {}
