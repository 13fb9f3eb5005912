package org.afterleak.identifier;
import java.util.*;
public final class NumberWords { private NumberWords() {}
 private static final Map<String,Integer> W = Map.ofEntries(Map.entry("zero",0),Map.entry("one",1),Map.entry("two",2),Map.entry("three",3),Map.entry("four",4),Map.entry("five",5),Map.entry("six",6),Map.entry("seven",7),Map.entry("eight",8),Map.entry("nine",9));
 public static int digit(String t) { return W.getOrDefault(t,-1); } }
